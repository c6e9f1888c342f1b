package main

// DemoCmd runs the invented city.
type DemoCmd struct {
	Data
	Listen
	Accounts string `help:"把演示账号写成 JSON / write the demo accounts as JSON" type:"path"`
}

// Run seeds and serves.
func (c *DemoCmd) Run() error { return nil }

package seal

// Message is the sealed document of a message's body. Field names are the JSON the browser module reads.
type Message struct {
	Version int               `json:"v"` // 1
	Text    string            `json:"text"`
	Answers map[string]string `json:"answers,omitempty"` // further questions of the form, by field name
	Files   []File            `json:"files,omitempty"`
}

// Person is the sealed document of the sender's identity, all fields as the sender wrote them.
type Person struct {
	Version int    `json:"v"` // 1
	Name    string `json:"name,omitempty"`
	Number  string `json:"number,omitempty"` // identity document
	Phone   string `json:"phone,omitempty"`
	Address string `json:"address,omitempty"`
	Note    string `json:"note,omitempty"` // how and when to reach the person safely
}

// File names an attachment. It lives inside the sealed document only: outside, an attachment has no name.
type File struct {
	Address string   `json:"address"` // of the sealed bytes
	Name    string   `json:"name"`
	Type    string   `json:"type"`
	Size    int64    `json:"size"`            // sealed bytes
	AsIs    bool     `json:"as_is,omitempty"` // metadata could not be removed: for intake officers only
	Notes   []string `json:"notes,omitempty"` // what was removed or could not be, in Chinese
}

package office

import (
	"hengjian/oversight/account"
	"hengjian/oversight/campaign"
	"hengjian/oversight/clue"
	"hengjian/oversight/organ"
	"hengjian/store"
)

// desk is the registry of all acts: one line each. From it come the API's
// routes, the access matrix, the docs of the lives and the tests.
var desk = []*entry{
	// 群众反映
	on[clue.Clue, clue.Receive](store.Clues, sealed, dayOnly),
	on[clue.Clue, clue.ReceiveOwn](store.Clues, sealed, dayOnly),
	on[clue.Clue, clue.Open](store.Clues),
	on[clue.Clue, clue.Summarise](store.Clues),
	on[clue.Clue, clue.Propose](store.Clues),
	on[clue.Clue, clue.Accept](store.Clues),
	on[clue.Clue, clue.Redirect](store.Clues),
	on[clue.Clue, clue.Keep](store.Clues),
	on[clue.Clue, clue.Return](store.Clues),
	// 专项监督
	on[campaign.Campaign, campaign.Draft](store.Campaigns),
	on[campaign.Campaign, campaign.Amend](store.Campaigns),
	on[campaign.Campaign, campaign.Adopt](store.Campaigns),
	on[campaign.Campaign, campaign.Conclude](store.Campaigns),
	// 账号、密钥、授权
	on[account.Account, account.Open](store.Accounts),
	on[account.Account, account.Change](store.Accounts),
	on[account.Account, account.SetPassword](store.Accounts),
	on[account.Account, account.ResetPassword](store.Accounts),
	on[account.Account, account.Declare](store.Accounts),
	on[account.Account, account.SignOut](store.Accounts),
	on[account.Account, account.SetTOTP](store.Accounts),
	on[account.Account, account.Disable](store.Accounts),
	on[account.Account, account.Enable](store.Accounts),
	on[account.Key, account.Enrol](store.Keys),
	on[account.Key, account.Retire](store.Keys),
	on[account.Delegation, account.Grant](store.Delegations),
	on[account.Delegation, account.End](store.Delegations),
	// 监督对象
	on[organ.Congress, organ.Found](store.Congresses),
}

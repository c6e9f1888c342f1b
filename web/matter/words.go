package matter

import "hengjian/web/kit"

// asUpload is the file input behind a field that gets an address.
func asUpload(f Field) kit.Field {
	k := f.Field
	k.Name = upload + f.Name
	if k.Hint == "" {
		k.Hint = ""
	}
	return k
}

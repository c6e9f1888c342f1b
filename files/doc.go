// Package files takes in attachments and keeps them sealed.
//
// The way of an upload: ReadForm hands each file part over as a stream; Clean looks at its first bytes, refuses
// what is not on the list, and gives back a form without metadata; seal encrypts it; Store.Put writes the sealed
// bytes. Clear text exists in memory only: nothing here or in the standard library's reader touches TMPDIR.
//
//	err := files.ReadForm(r, limits, func(p files.Part, fields url.Values) error {
//		clean, err := cleaner.Clean(p.Name, p)
//		if err != nil { return err }
//		blob, err := store.Put(now, 0, func(w io.Writer) error {
//			sealed, err := key.Seal(w)
//			if err != nil { return err }
//			if _, err := clean.WriteTo(sealed); err != nil { return err }
//			return sealed.Close()
//		})
//		…
//	})
//
// # What is removed, and what cannot be
//
//	jpeg png gif     decoded and drawn anew from pixels: EXIF, GPS, XMP, comments, thumbnails, appended files go.
//	                 Orientation is applied first. Of a moving gif the first picture stays.
//	docx xlsx pptx   the package is written anew: document properties, comments, authors of changes, revision ids,
//	                 thumbnails, custom XML, printer and query settings, embedded objects, remote pictures and
//	                 templates go; pictures inside are drawn anew. Files with macros are refused.
//	txt              checked to be text; its content is the sender's words and stays.
//	pdf              kept as it is apart from the document properties and XMP where they lie in the clear (AsIs):
//	                 properties in compressed object streams, pictures' EXIF, annotations and layers stay.
//	mp3 m4a mp4      kept as they are, with a warning (AsIs): the recording's own metadata may name place or device.
//
// What a picture shows, what a recording says, and visible text are never changed. Camera sensor noise survives
// re-encoding; nobody should promise otherwise.
//
// # Memory
//
// Documents and pictures are held whole in memory while they are cleaned (at most Limits.Document bytes, one
// decoded picture of at most 240 MB at a time in the whole process); recordings stream.
package files

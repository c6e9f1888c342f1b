// Package seal keeps what people send readable by the officers named for it, and by nobody who merely
// holds the disk, the backup or the database.
//
// # The box (format, version 1)
//
// Everything is the age v1 file format (age-encryption.org/v1) with X25519 recipients; nothing of our own
// invention touches a byte of key or text. (The stanza for a box key is written in recipient.go, as the format
// says and for speed alone; everything is opened by age.) One message is one box:
//
//	payload   age file, sealed to ONE fresh X25519 identity made for this box only (the box key).
//	          Plain text: a JSON document (Message, Person, …) padded with spaces to whole KiB, so that the
//	          length says little. Attachments of the message are further age files sealed to the same box key.
//	wrap      age file whose plain text is the box key ("AGE-SECRET-KEY-1…\n"), sealed to the officers.
//	          Nested: the plain text is again an age file, sealed to a second group, and so on. Outermost first.
//	address   lower-case hex SHA-256 of the sealed bytes, for payloads, wraps and attachments alike.
//
// A message body has one layer: the intake officers and the offline recovery key. The sender's identity has
// two: custodians inside, intake officers outside, so no single key opens it.
//
// Why an envelope and not recipients directly on the payload: when an officer comes or goes, only wraps
// (about 0.4 KiB each) are rewritten; payloads and attachments, and therefore their addresses and every digest
// of them, stay as they are. What it does not do: an officer who kept a copy of a box key keeps reading that
// box. Rotation protects what is read after it, not what was read before.
//
// Opening with the stock tool, without any program of ours (twice -d on the wrap for a nested one):
//
//	age -d -i officer.key.age wrap.age > box.key
//	age -d -i box.key payload.age
//
// # Opening an identity takes two people
//
// An intake officer peels the outer layer (Peel) and hands the inner file to a custodian with the request;
// the custodian opens it and seals the box key to that one officer (Grant), never needing the payload; the
// officer opens the grant and then the payload. Each step is an act of its own elsewhere.
//
// # Randomness
//
// Functions that make keys take an io.Reader (crypto/rand.Reader in the program, a fixed one in tests) and
// build the age identity from it. The file key, the ephemeral share and the scrypt salt of each age file come
// from crypto/rand, in age and here, with no way to inject them: sealed bytes differ at every call.
//
// # What is not promised
//
// Memory of a Go process or of a browser cannot be promised clean. X25519 is not resistant to a future
// quantum computer; age's hybrid keys exist, and moving to them is one re-wrap, but they are not mixed with
// X25519 recipients by age and their key files are not yet everywhere.
package seal

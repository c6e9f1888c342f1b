// What of age-encryption the pages use. Everything else is dropped by the bundler.
export { Encrypter, Decrypter, armor, generateX25519Identity, identityToRecipient } from "age-encryption";
// For the deterministic parts shared with package seal (receipt keys, passphrase bits).
export { sha256 } from "@noble/hashes/sha2.js";
export { hkdf } from "@noble/hashes/hkdf.js";
export { bech32 } from "@scure/base";

package seal

import (
	"fmt"
	"io"
	"strings"
)

// The word list is our own: every word is one of 64 first and one of 32 second pinyin syllables, 2,048 words
// that people here can say, hear and write down. All syllables are consonant plus vowel, so no two pairs give
// the same word (tested). Six words drawn evenly carry exactly 66 bits; behind scrypt 2^16 that is out of
// reach for guessing. web/kit/assets/sealed.js holds the same two rows (tested).
var (
	firstSyllables = strings.Fields(`
		ba bi bo bu ca ce cu da de di du fa fo fu ga ge gu ha he hu ji ju ka ke ku la
		le li lu ma mi mo mu na ne ni nu pa pi po pu qi qu ri ru sa se si su ta te ti
		tu wa wo wu xi xu ya ye yi yu za zu`)
	secondSyllables = strings.Fields(`
		bai chao dai dou fei gou guo hai hou huo jia jiu kai kuo lai lou mei nao niu pao
		qiao rao shou shui tao tiao wei xiao xiu zhao zhou zui`)
)

const (
	// PassphraseWords and PassphraseBits describe every generated passphrase.
	PassphraseWords = 6
	PassphraseBits  = 66
)

// word is the list's n-th word, 0 ≤ n < 2048.
func word(n int) string { return firstSyllables[n>>5] + secondSyllables[n&31] }

// NewPassphrase draws six words from random and joins them with dashes. 2,048 divides 65,536, so two bytes
// per word draw evenly without rejection.
func NewPassphrase(random io.Reader) (string, error) {
	var b [2 * PassphraseWords]byte
	if _, err := io.ReadFull(random, b[:]); err != nil {
		return "", fmt.Errorf("seal: reading randomness: %w", err)
	}
	words := make([]string, PassphraseWords)
	for i := range words {
		words[i] = word((int(b[2*i])<<8 | int(b[2*i+1])) & 2047)
	}
	return strings.Join(words, "-"), nil
}

var isWord = func() map[string]bool {
	m := make(map[string]bool, 2048)
	for n := range 2048 {
		m[word(n)] = true
	}
	return m
}()

// TidyPassphrase forgives what people do to a generated passphrase: capitals, full-width letters, spaces for
// dashes. A text that is not six of our words is returned untouched, since it may be the person's own choice.
func TidyPassphrase(typed string) string {
	folded := strings.Map(func(c rune) rune {
		if c >= '！' && c <= '～' {
			c -= 0xFEE0
		}
		switch c {
		case '-', '_', '\u3000', '\u00a0', '\t', '\n', '\r', '–', '—', '‐', '‑', '－':
			return ' '
		}
		return c
	}, typed)
	words := strings.Fields(strings.ToLower(folded))
	if len(words) != PassphraseWords {
		return typed
	}
	for _, w := range words {
		if !isWord[w] {
			return typed
		}
	}
	return strings.Join(words, "-")
}

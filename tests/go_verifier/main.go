// SPDX-License-Identifier: Apache-2.0
// A third check of our notes, tiles and proofs, with code that is not ours: golang.org/x/mod/sumdb (note, tlog).
// Usage: main VKEY TILES OLD-CHECKPOINT PROOF-FILE; prints one line a thing shown, exits 1 at the first that does not hold.
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func must(ok bool, what string, args ...interface{}) {
	if !ok {
		fmt.Printf("DOES NOT HOLD: "+what+"\n", args...)
		os.Exit(1)
	}
}

func read(path string) []byte {
	bytes, err := os.ReadFile(path)
	must(err == nil, "%v", err)
	return bytes
}

// A checkpoint is a note of three lines: origin, size, root.
func open(bytes []byte, vkey string) (tlog.Tree, error) {
	verifier, err := note.NewVerifier(vkey)
	must(err == nil, "the verifier key: %v", err)
	n, err := note.Open(bytes, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(n.Text, "\n")
	must(len(lines) == 4 && lines[0] == verifier.Name(), "the checkpoint's text: %q", n.Text)
	size, err := strconv.ParseInt(lines[1], 10, 64)
	must(err == nil, "the size: %v", err)
	root, err := base64.StdEncoding.DecodeString(lines[2])
	must(err == nil && len(root) == tlog.HashSize, "the root: %v", err)
	tree := tlog.Tree{N: size}
	copy(tree.Hash[:], root)
	return tree, nil
}

// Our files by C2SP tlog-tiles, where Go's own layout has the height in the path.
type tiles struct{ folder string }

func path(level, index int64, width int) string {
	name := fmt.Sprintf("%03d", index%1000)
	for rest := index / 1000; rest > 0; rest /= 1000 {
		name = fmt.Sprintf("x%03d/%s", rest%1000, name)
	}
	place := strconv.FormatInt(level, 10)
	if level < 0 {
		place = "entries"
	}
	name = "tile/" + place + "/" + name
	if width < 256 {
		name += ".p/" + strconv.Itoa(width)
	}
	return name
}
func (t tiles) Height() int { return 8 }
func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var out [][]byte
	for _, tile := range wanted {
		bytes, err := os.ReadFile(filepath.Join(t.folder, path(int64(tile.L), tile.N, tile.W)))
		if err != nil {
			return nil, err
		}
		out = append(out, bytes)
	}
	return out, nil
}
func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}

func entries(folder string, size int64) [][]byte {
	var out [][]byte
	for begin := int64(0); begin < size; begin += 256 {
		width := size - begin
		if width > 256 {
			width = 256
		}
		rest := read(filepath.Join(folder, path(-1, begin/256, int(width))))
		for len(rest) > 0 {
			length := int(binary.BigEndian.Uint16(rest))
			out = append(out, rest[2:2+length])
			rest = rest[2+length:]
		}
	}
	must(int64(len(out)) == size, "%d entries in bundles of %d", len(out), size)
	return out
}

// The root of these entries by Go's code alone.
func rootOf(all [][]byte) tlog.Hash {
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(places []int64) ([]tlog.Hash, error) {
		var out []tlog.Hash
		for _, place := range places {
			out = append(out, stored[place])
		}
		return out, nil
	})
	for i, entry := range all {
		hashes, err := tlog.StoredHashes(int64(i), entry, reader)
		must(err == nil, "stored hashes: %v", err)
		stored = append(stored, hashes...)
	}
	root, err := tlog.TreeHash(int64(len(all)), reader)
	must(err == nil, "tree hash: %v", err)
	return root
}

func main() {
	vkey, folder := os.Args[1], os.Args[2]
	signed := read(filepath.Join(folder, "checkpoint"))
	tree, err := open(signed, vkey)
	must(err == nil, "our checkpoint opens: %v", err)
	fmt.Printf("note: our checkpoint over %d entries opens with our verifier key\n", tree.N)
	broken := bytes.Replace(signed, []byte(strconv.FormatInt(tree.N, 10)), []byte(strconv.FormatInt(tree.N+1, 10)), 1)
	_, err = open(broken, vkey)
	must(err != nil, "a checkpoint with another size is refused")

	all := entries(folder, tree.N)
	must(rootOf(all) == tree.Hash, "the root of the entries is the signed one")
	fmt.Println("tlog: the root computed from the entries is the signed one")
	last := append([]byte{}, all[len(all)-1]...)
	last[0] ^= 1
	changed := append(append([][]byte{}, all[:len(all)-1]...), last)
	must(rootOf(changed) != tree.Hash, "one flipped bit gives another root")

	reader := tlog.TileHashReader(tree, tiles{folder})
	for i, entry := range all {
		if i%97 != 0 && i != len(all)-1 {
			continue
		}
		proof, err := tlog.ProveRecord(tree.N, int64(i), reader)
		must(err == nil, "proof of entry %d from our tiles: %v", i, err)
		err = tlog.CheckRecord(proof, tree.N, tree.Hash, int64(i), tlog.RecordHash(entry))
		must(err == nil, "entry %d: %v", i, err)
	}
	fmt.Println("tlog: our tiles give proofs that hold")

	old, err := open(read(os.Args[3]), vkey)
	must(err == nil && old.N < tree.N, "the older checkpoint opens: %v", err)
	between, err := tlog.ProveTree(tree.N, old.N, reader)
	must(err == nil, "consistency: %v", err)
	must(tlog.CheckTree(between, tree.N, tree.Hash, old.N, old.Hash) == nil, "the log of %d contains the log of %d", tree.N, old.N)
	fmt.Printf("tlog: the log of %d entries contains the one of %d\n", tree.N, old.N)

	head, rest, found := strings.Cut(string(read(os.Args[4])), "\n\n")
	must(found, "the proof file has two parts")
	lines := strings.Split(head, "\n")
	must(lines[0] == "c2sp.org/tlog-proof@v1" && strings.HasPrefix(lines[1], "index "), "the proof file begins %q", lines[:2])
	index, err := strconv.ParseInt(lines[1][len("index "):], 10, 64)
	must(err == nil, "index: %v", err)
	var ours tlog.RecordProof
	for _, line := range lines[2:] {
		bytes, err := base64.StdEncoding.DecodeString(line)
		must(err == nil && len(bytes) == tlog.HashSize, "a hash of the proof: %v", err)
		var hash tlog.Hash
		copy(hash[:], bytes)
		ours = append(ours, hash)
	}
	at, err := open([]byte(rest), vkey)
	must(err == nil && at == tree, "the proof's checkpoint is ours: %v", err)
	err = tlog.CheckRecord(ours, tree.N, tree.Hash, index, tlog.RecordHash(all[index]))
	must(err == nil, "our proof file of entry %d: %v", index, err)
	if index > 0 {
		must(tlog.CheckRecord(ours, tree.N, tree.Hash, index-1, tlog.RecordHash(all[index-1])) != nil, "the proof of another entry is refused")
	}
	fmt.Printf("tlog: our .tlog-proof of entry %d holds, and not for its neighbour\n", index)
}

package files

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
)

// pictureMemory bounds one decoded picture; decoding holds the only slot of drawing, so it bounds them all.
const pictureMemory = 240 << 20

var drawing = make(chan struct{}, 1)

// picture prepares a jpeg, png or gif to be drawn anew from its pixels: whatever else was in the file is gone.
func (c *Clean) picture(kind Kind, src io.Reader, l Limits) error {
	b, err := c.whole(src, l)
	if err != nil {
		return err
	}
	if err := c.pictureFits(kind, b, l); err != nil {
		return err
	}
	if zipTail(b) {
		return c.polyglot()
	}
	c.Kind = kind
	switch kind {
	case JPEG:
		if extension(c.Name) != "jpeg" {
			c.rename("jpg")
		}
	case GIF: // keeps its kind; only the first picture
		c.rename("gif")
		c.note("动图只保留第一帧。", "Only the first picture of an animation is kept.")
	default:
		c.rename("png")
	}
	c.note("图片已按像素重新生成，原有的拍摄时间、地点、设备信息已去除。", "Drawn anew from pixels; time, place and device are removed.")
	c.write = func(w io.Writer) error { return c.draw(w, kind, b) }
	return nil
}

// pictureFits reads only the header: a picture too large is refused before any pixel is unpacked.
func (c *Clean) pictureFits(kind Kind, b []byte, l Limits) error {
	conf, _, err := image.DecodeConfig(bytes.NewReader(b))
	if err != nil || conf.Width <= 0 || conf.Height <= 0 {
		return c.brokenPicture()
	}
	px := int64(conf.Width) * int64(conf.Height)
	each := int64(4)
	switch {
	case kind == PNG && (conf.ColorModel == color.NRGBA64Model || conf.ColorModel == color.RGBA64Model):
		each = 8
	case kind == JPEG && jpegProgressive(b):
		each = 15 // the decoder keeps all coefficients as int32 besides the planes
	}
	if px > l.Pixels || px*each > pictureMemory {
		return refuse(c.Name, fmt.Sprintf("图片太大（%d×%d 像素），请缩小到 %d 万像素以内。", conf.Width, conf.Height, min(l.Pixels, pictureMemory/each)/10_000),
			fmt.Sprintf("the picture is too large (%d×%d); reduce it to %d megapixels", conf.Width, conf.Height, min(l.Pixels, pictureMemory/each)/1_000_000))
	}
	return nil
}

func (c *Clean) brokenPicture() error {
	return refuse(c.Name, "图片已损坏，无法读取。请重新导出或截图后再传。", "the picture is damaged; export it again or send a screenshot")
}

func (c *Clean) draw(w io.Writer, kind Kind, b []byte) error {
	drawing <- struct{}{}
	defer func() { <-drawing }()
	switch kind {
	case JPEG:
		img, err := jpeg.Decode(bytes.NewReader(b))
		if err != nil {
			return c.brokenPicture()
		}
		return jpeg.Encode(w, upright(img, orientation(b)), &jpeg.Options{Quality: 90})
	case PNG:
		img, err := png.Decode(bytes.NewReader(b))
		if err != nil {
			return c.brokenPicture()
		}
		return (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(w, img)
	}
	img, err := gif.Decode(bytes.NewReader(b))
	if err != nil {
		return c.brokenPicture()
	}
	return gif.Encode(w, img, nil)
}

// upright turns and mirrors img as EXIF orientation o (1 to 8) says it is to be seen.
func upright(img image.Image, o int) image.Image {
	if o < 2 || o > 8 {
		return img
	}
	r := img.Bounds()
	w, h := r.Dx(), r.Dy()
	dw, dh := w, h
	if o >= 5 {
		dw, dh = h, w
	}
	out := image.NewRGBA(image.Rect(0, 0, dw, dh))
	ycc, isYCC := img.(*image.YCbCr)
	for y := range dh {
		row := out.Pix[y*out.Stride:]
		for x := range dw {
			sx, sy := source(o, x, y, w, h)
			if isYCC { // what phones write; the interface call would take four times as long
				p := ycc.YCbCrAt(r.Min.X+sx, r.Min.Y+sy)
				row[4*x], row[4*x+1], row[4*x+2] = color.YCbCrToRGB(p.Y, p.Cb, p.Cr)
				row[4*x+3] = 255
				continue
			}
			cr, cg, cb, _ := img.At(r.Min.X+sx, r.Min.Y+sy).RGBA()
			row[4*x], row[4*x+1], row[4*x+2], row[4*x+3] = byte(cr>>8), byte(cg>>8), byte(cb>>8), 255
		}
	}
	return out
}

// source gives the stored pixel that is seen at x, y (EXIF 2.32, tag 0x0112); w and h are the stored size.
func source(o, x, y, w, h int) (int, int) {
	switch o {
	case 2:
		return w - 1 - x, y
	case 3:
		return w - 1 - x, h - 1 - y
	case 4:
		return x, h - 1 - y
	case 5:
		return y, x
	case 6:
		return y, h - 1 - x
	case 7:
		return w - 1 - y, h - 1 - x
	case 8:
		return w - 1 - y, x
	}
	return x, y
}

// jpegSegments calls f with each marker before the scan until f returns false.
func jpegSegments(b []byte, f func(marker byte, body []byte) bool) {
	for at := 2; at+4 <= len(b) && b[at] == 0xff; {
		marker := b[at+1]
		if marker == 0xff { // fill
			at++
			continue
		}
		n := int(binary.BigEndian.Uint16(b[at+2:]))
		if n < 2 || at+2+n > len(b) || marker == 0xda || !f(marker, b[at+4:at+2+n]) {
			return
		}
		at += 2 + n
	}
}

func jpegProgressive(b []byte) (yes bool) {
	jpegSegments(b, func(m byte, _ []byte) bool { yes = yes || m == 0xc2; return true })
	return yes
}

// orientation reads the EXIF orientation of a jpeg; 1 (upright) where there is none or it is broken.
func orientation(b []byte) (o int) {
	o = 1
	jpegSegments(b, func(m byte, body []byte) bool {
		if m != 0xe1 || !bytes.HasPrefix(body, []byte("Exif\x00\x00")) {
			return true
		}
		o = tiffOrientation(body[6:])
		return false
	})
	return o
}

func tiffOrientation(t []byte) int {
	if len(t) < 8 {
		return 1
	}
	var order binary.ByteOrder = binary.LittleEndian
	if t[0] == 'M' {
		order = binary.BigEndian
	}
	at := int64(order.Uint32(t[4:]))
	if at+2 > int64(len(t)) {
		return 1
	}
	entries := int64(order.Uint16(t[at:]))
	for i := range entries {
		e := at + 2 + 12*i
		if e+12 > int64(len(t)) {
			return 1
		}
		if order.Uint16(t[e:]) == 0x0112 {
			if o := int(order.Uint16(t[e+8:])); o >= 1 && o <= 8 {
				return o
			}
			return 1
		}
	}
	return 1
}

package dev.renditions.testing;

import static dev.renditions.testing.Boxes.full;
import static dev.renditions.testing.Boxes.text;

import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.media.Size;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Hostile uploads: they try to read other files, to call an internal address, to exhaust the machine, or to pass for another
 * format.
 */
public final class HostileFiles {
    /** Bytes after the name of an entry in an alias, which ffmpeg ignores. */
    private static final int ALIAS_REST = 16;

    /** The size of the canary. */
    private static final Size CANARY = new Size(64, 48);

    private static final Size HUGE = new Size(60_000, 60_000);

    /** Texts with placeholders: FILE and NAME for the canary, HTTP for the address. */
    private static final Map<String, String> TEXTS = new LinkedHashMap<>();

    static {
        TEXTS.put("ffconcat of a sibling.mp4", "ffconcat version 1.0\nfile NAME\n");
        TEXTS.put("ffconcat of a path.mp4", "ffconcat version 1.0\nfile FILE\n");
        TEXTS.put("ffconcat of an address.mp4", "ffconcat version 1.0\nfile HTTP\n");
        TEXTS.put("ffconcat of a pipe.mp4", "ffconcat version 1.0\nfile 'subfile,,start,0,end,99,,:FILE'\n");
        TEXTS.put("m3u8 of a file.mp4", playlist("file://FILE"));
        TEXTS.put("m3u8 of a sibling.mp4", playlist("NAME"));
        TEXTS.put("m3u8 of an address.mp4", playlist("HTTP"));
        TEXTS.put("m3u8 of both.mp4", playlist("concat:HTTP|file://FILE"));
        TEXTS.put("m3u8.m3u8", playlist("HTTP"));
        TEXTS.put("m3u8 with a key.mp4", "#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI=\"HTTP\"\n#EXTINF:1,\nfile://FILE\n");
        TEXTS.put("m3u8 with a map.mp4", "#EXTM3U\n#EXT-X-MAP:URI=\"file://FILE\"\n#EXTINF:1,\nHTTP\n");
        TEXTS.put("m3u8 of m3u8s.mp4", "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nHTTP\n");
        TEXTS.put("m3u8 of an avi.avi", playlist("crypto:file://FILE"));
        TEXTS.put(
                "dash.mp4",
                "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\" type=\"static\"><Period>"
                        + "<AdaptationSet mimeType=\"video/mp4\"><Representation id=\"1\" bandwidth=\"1\">"
                        + "<BaseURL>HTTP</BaseURL></Representation></AdaptationSet></Period></MPD>");
        TEXTS.put("session.mp4", "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nm=video 5004 RTP/AVP 96\n");
        TEXTS.put("playlist.mp4", "[playlist]\nFile1=HTTP\n");
        TEXTS.put("image.png", "<svg xmlns=\"http://www.w3.org/2000/svg\"><image href=\"HTTP\"/></svg>");
        TEXTS.put(
                "entity.jpg",
                "<?xml version=\"1.0\"?><!DOCTYPE svg [<!ENTITY x SYSTEM \"file://FILE\">]>"
                        + "<svg xmlns=\"http://www.w3.org/2000/svg\"><text>&x;</text></svg>");
        TEXTS.put("page.mp4", "<!DOCTYPE html><html><body><video src=\"HTTP\"></video></body></html>");
        TEXTS.put("subtitles.mp4", "1\n00:00:00,000 --> 00:00:01,000\n<img src=\"HTTP\">\n");
        TEXTS.put("webvtt.mp4", "WEBVTT\n\nSTYLE\n::cue { background: url(HTTP) }\n\n00:00.000 --> 00:01.000\nhello\n");
        TEXTS.put(
                "ass.mkv",
                "[Script Info]\nScriptType: v4.00+\nVideo File: FILE\nAudio URI: HTTP\n\n[Events]\n"
                        + "Format: Layer, Start, End, Style, Text\n"
                        + "Dialogue: 0,0:00:00.00,0:00:01.00,Default,{\\1img(FILE)}hello\n");
        TEXTS.put(
                "vobsub.mp4", "# VobSub index file, v7 (do not modify this line!)\nsize: 720x576\nid: en, index: 0\n");
        TEXTS.put("sami.mp4", "<SAMI><BODY><SYNC Start=0><P><img src=HTTP></P></SYNC></BODY></SAMI>");
        TEXTS.put("metadata.mp4", ";FFMETADATA1\ntitle=x\n[STREAM]\nfile=FILE\n");
        TEXTS.put("script.mp4", "ffconcat version 1.0\nstream\nexact_stream_id 1\nfile FILE\noption f lavfi\n");
        TEXTS.put("lavfi.mp4", "movie=FILE");
    }

    private final Path folder;
    private final Path canary;
    private final String address;

    /**
     * Creates them in a folder.
     *
     * @param canary an H.264 video of 64x48 with its index first, which must not appear in any output
     * @param address a URL that must not be called
     */
    public HostileFiles(Path folder, Path canary, String address) {
        this.folder = folder;
        this.canary = canary;
        this.address = address;
    }

    /** Writes files that must be refused. */
    public void writeRefused() {
        TEXTS.forEach((name, text) -> write(
                name,
                text.replace("FILE", canary.toString())
                        .replace("NAME", canary.getFileName().toString())
                        .replace("HTTP", address)
                        .getBytes(StandardCharsets.UTF_8)));
        write("archive.mp4", zip());
        write("alias.mov", withAlias(canaryBytes()));
        writeHeifs();
        write("bomb.png", PngHeader.claiming(30_000, 30_000));
        TestMedia.make(
                folder.resolve("streams.mkv"),
                "-f lavfi -i sine -t 0.01" + " -map 0:0".repeat(1000) + " -c:a pcm_s16le");
    }

    /** Photos whose data are in another file, and photos that claim to be huge. */
    private void writeHeifs() {
        writeElsewhere("elsewhere by path.heic", full("url ", 0, 0, text("file://" + canary + "\0")));
        writeElsewhere("elsewhere by name.heic", full("url ", 0, 0, text(canary.getFileName() + "\0")));
        writeElsewhere("elsewhere by address.heic", full("url ", 0, 0, text(address + "\0")));
        writeElsewhere("elsewhere by urn.heic", full("urn ", 0, 0, text("urn:x\0" + address + "\0")));
        CodedPicture tile = CodedPicture.of(canaryBytes(), "avc1", "avcC", CANARY);
        HeifWriter bomb = HeifWriter.heic();
        int one = bomb.picture(tile);
        write(
                "grid bomb.heic",
                bomb.primary(bomb.grid(1, 1, HUGE, List.of(one))).bytes());
        HeifWriter tiles = HeifWriter.avif();
        List<Integer> many = Collections.nCopies(255 * 256, tiles.picture(tile));
        write("tiles.avif", tiles.primary(tiles.grid(255, 256, CANARY, many)).bytes());
        HeifWriter items = HeifWriter.heic();
        for (int i = 0; i < 60_000; i++) {
            items.picture(tile);
        }
        write("items.heic", items.bytes());
    }

    /** A photo of zeros whose index claims that its data are in the canary. */
    private void writeElsewhere(String name, byte[] entry) {
        CodedPicture there = CodedPicture.of(canaryBytes(), "avc1", "avcC", CANARY);
        HeifWriter heif = HeifWriter.heic().elsewhere(entry);
        heif.item(there.type(), new byte[there.data().length], there.config(), HeifWriter.ispe(CANARY));
        // The same offset as in the canary: by ISO/IEC 14496-12, 8.11.3 it counts from the start of the named file.
        write(name, heif.dataAt(4 + indexOf(canaryBytes(), "mdat", 0)).bytes());
    }

    /**
     * Writes a fragmented video of one second whose headers claim 143,165 seconds.
     */
    public Path writeEndless() {
        Path honest = TestMedia.make(
                folder.resolve("honest.mp4"),
                "-f lavfi -i testsrc2=size=64x48 -f lavfi -i sine -t 1 -c:v libx264 -c:a aac"
                        + " -movflags frag_keyframe+empty_moov+default_base_moof -f mp4");
        byte[] bytes = bytes(honest);
        for (String box : new String[] {"mvhd", "mdhd"}) {
            for (int at = indexOf(bytes, box, 0); at >= 0; at = indexOf(bytes, box, at + 4)) {
                ByteBuffer content = ByteBuffer.wrap(bytes);
                content.putInt(at + 20, (int) (143_165L * content.getInt(at + 16)));
            }
        }
        delete(honest);
        return write("endless.mp4", bytes);
    }

    /** The canary with an index that refers to the canary file for its media, by a QuickTime alias. */
    private byte[] withAlias(byte[] film) {
        ByteBuffer alias = ByteBuffer.allocate(1024);
        byte[] path = canary.toString().getBytes(StandardCharsets.UTF_8);
        byte[] name = canary.getFileName().toString().getBytes(StandardCharsets.UTF_8);
        alias.putInt(0).put("alis".getBytes(StandardCharsets.US_ASCII)).putInt(0);
        alias.position(alias.position() + 10);
        alias.put((byte) 1).put((byte) 'x').position(alias.position() + 26);
        alias.position(alias.position() + 12);
        alias.put((byte) name.length).put(name).position(alias.position() + 63 - name.length);
        alias.position(alias.position() + 16);
        alias.putShort((short) 1).putShort((short) 1).position(alias.position() + ALIAS_REST);
        alias.putShort((short) 2).putShort((short) path.length).put(path);
        alias.position(alias.position() + path.length % 2);
        alias.putShort((short) -1).putShort((short) 0);
        alias.putInt(0, alias.position());
        byte[] entry = Arrays.copyOf(alias.array(), alias.position());
        int at = indexOf(film, "url ", indexOf(film, "dref", 0));
        ByteBuffer patched = ByteBuffer.allocate(film.length + entry.length - 12);
        patched.put(film, 0, at - 4).put(entry).put(film, at + 8, film.length - at - 8);
        for (String box : new String[] {"moov", "trak", "mdia", "minf", "dinf", "dref"}) {
            int size = indexOf(film, box, 0) - 4;
            patched.putInt(size, patched.getInt(size) + entry.length - 12);
        }
        return patched.array();
    }

    private byte[] zip() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("../../film.mp4"));
            zip.write(canaryBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private byte[] canaryBytes() {
        return bytes(canary);
    }

    private Path write(String name, byte[] bytes) {
        try {
            return Files.write(folder.resolve(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int indexOf(byte[] bytes, String wanted, int from) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(wanted, from);
    }

    private static String playlist(String entry) {
        return "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n" + entry + "\n#EXT-X-ENDLIST\n";
    }
}

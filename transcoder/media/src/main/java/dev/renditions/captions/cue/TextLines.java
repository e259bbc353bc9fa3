package dev.renditions.captions.cue;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of a text file. A line that is not UTF-8 is read as Windows-1252, the encoding of most older files.
 * Lines longer than {@link #LONGEST} are skipped: they hold drawings, fonts or an attack. Not thread-safe.
 */
public final class TextLines implements AutoCloseable {
    /**
     * The maximum length of a line in bytes. A full screen of text has about 2,000 bytes; ASS commands may multiply
     * that.
     */
    public static final int LONGEST = 1 << 16;

    private static final int END = -1;
    private static final Charset OLD = Charset.forName("windows-1252");
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final InputStream bytes;
    private boolean first = true;
    private boolean afterReturn;

    private TextLines(InputStream bytes) {
        this.bytes = bytes;
    }

    public static TextLines open(Path file) throws IOException {
        return new TextLines(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
    }

    /** The next line without its line end (LF, CR or CR LF); null after the last. */
    @Nullable
    public String next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean any = false;
        boolean tooLong = false;
        for (int b = bytes.read(); b != END; b = bytes.read()) {
            boolean secondHalf = afterReturn && b == '\n';
            afterReturn = b == '\r';
            if (secondHalf) {
                continue;
            }
            any = true;
            if (b == '\n' || b == '\r') {
                if (!tooLong) {
                    return text(line.toByteArray());
                }
                line.reset();
                any = false;
                tooLong = false;
            } else if (line.size() == LONGEST) {
                tooLong = true;
            } else {
                line.write(b);
            }
        }
        return any && !tooLong ? text(line.toByteArray()) : null;
    }

    private String text(byte[] line) {
        String text = decoded(line);
        boolean marked = first && text.startsWith(BYTE_ORDER_MARK);
        first = false;
        return marked ? text.substring(BYTE_ORDER_MARK.length()) : text;
    }

    private static String decoded(byte[] line) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(line, OLD);
        }
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}

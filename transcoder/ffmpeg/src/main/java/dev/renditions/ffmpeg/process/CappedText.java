package dev.renditions.ffmpeg.process;

import dev.renditions.api.MediaException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Everything that the last process prints, up to a limit. To be read after the process has ended. */
public final class CappedText implements ConfinedProcess.Output {
    private final int limit;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    public CappedText(int limit) {
        this.limit = limit;
    }

    @Override
    public void read(InputStream stream) throws IOException {
        bytes.reset();
        byte[] buffer = new byte[8192];
        for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
            if (bytes.size() + n > limit) {
                throw new MediaException(
                        MediaException.Kind.LIMIT, "the description of the file has more than " + limit + " bytes");
            }
            bytes.write(buffer, 0, n);
        }
    }

    public String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}

package dev.renditions.http.message;

import java.io.InputStream;
import java.util.OptionalLong;

/** The body of a request. It can be read once. For one thread. */
public interface RequestBody {
    /** No body. */
    RequestBody NONE = new RequestBody() {
        @Override
        public InputStream open() {
            return InputStream.nullInputStream();
        }

        @Override
        public OptionalLong length() {
            return OptionalLong.of(0);
        }
    };

    /** Its bytes. Reading them fails with an {@link java.io.IOException} if the client sends too slowly, or not all of them. */
    InputStream open();

    /** How many bytes the client says there are. */
    OptionalLong length();
}

package dev.renditions.http.message;

import java.io.InputStream;
import java.util.OptionalLong;

/** The body of a request. It can be read once, by one thread. */
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

    /**
     * The bytes. Reading fails with an {@link java.io.IOException} if the client sends too slowly or disconnects early.
     */
    InputStream open();

    /** The length that the client declares; absent if it declares none. */
    OptionalLong length();
}

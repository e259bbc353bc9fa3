package dev.renditions.support;

/** The path of a URL is malformed or ambiguous. The message says what is wrong with it and does not repeat the path. */
public final class MalformedPathException extends IllegalArgumentException {
    MalformedPathException(String message) {
        super(message);
    }
}

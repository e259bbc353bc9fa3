package dev.renditions.support;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The decoded path of a URL. Two spellings of one path are equal, so the path that is signed is the one that is looked up.
 * Immutable.
 *
 * @param segments the decoded parts between the slashes; empty between two adjacent slashes
 */
public record UrlPath(List<String> segments) {
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    /** Copies the segments. */
    public UrlPath {
        segments = List.copyOf(segments);
    }

    /**
     * Decodes a path. Escapes are decoded exactly once, as strict UTF-8; a {@code +} is a plus.
     *
     * @param encoded the path as it was sent, with its leading slash and without the query
     * @throws MalformedPathException if it is malformed, or if a proxy between the caller and this code might interpret it
     *     differently: with {@code %2F}, a segment {@code .} or {@code ..}, or control characters
     */
    public static UrlPath parse(String encoded) {
        if (!encoded.startsWith("/")) {
            throw malformed("a path must begin with a slash");
        }
        return new UrlPath(Stream.of(encoded.substring(1).split("/", -1))
                .map(UrlPath::decode)
                .toList());
    }

    /** The canonical spelling, which is signed: unreserved characters (RFC 3986) as they are, other bytes as {@code %XX}. */
    public String canonical() {
        return segments.stream().map(UrlPath::encode).collect(Collectors.joining("/", "/", ""));
    }

    /** Percent-encodes a segment of a path, or a key; slashes become {@code %2F}. */
    public static String encode(String segment) {
        StringBuilder text = new StringBuilder();
        for (byte b : segment.getBytes(StandardCharsets.UTF_8)) {
            if (isUnreserved((char) (b & 0xff))) {
                text.append((char) b);
            } else {
                text.append(String.format("%%%02X", b));
            }
        }
        return text.toString();
    }

    private static boolean isUnreserved(char c) {
        return UNRESERVED.indexOf(c) >= 0;
    }

    private static String decode(String segment) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int at = 0; at < segment.length(); at++) {
            char c = segment.charAt(at);
            if (c == '%') {
                bytes.write(escaped(segment, at));
                at += 2;
            } else if (c > 0x20 && c < 0x7f && c != '?' && c != '#') {
                bytes.write(c);
            } else {
                throw malformed("the path has a character that must be percent-encoded");
            }
        }
        return checked(text(bytes.toByteArray()));
    }

    private static int escaped(String segment, int at) {
        boolean whole = at + 2 < segment.length();
        int high = whole ? hexDigit(segment.charAt(at + 1)) : -1;
        int low = whole ? hexDigit(segment.charAt(at + 2)) : -1;
        if (high < 0 || low < 0) {
            throw malformed("a '%' in the path is not followed by two hexadecimal digits");
        }
        if (high == 2 && low == 0xf) {
            throw malformed("an encoded slash (%2F) is not allowed in a path");
        }
        return (high << 4) | low;
    }

    /** ASCII only: {@link Character#digit} accepts digits of other scripts, too. */
    private static int hexDigit(char c) {
        return c < 0x7f ? Character.digit(c, 16) : -1;
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw malformed("the path is not encoded in UTF-8");
        }
    }

    private static String checked(String segment) {
        if (segment.equals(".") || segment.equals("..")) {
            throw malformed("a path with the segment '" + segment + "' is not allowed");
        }
        if (segment.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
            throw malformed("a path with control characters is not allowed");
        }
        return segment;
    }

    private static MalformedPathException malformed(String sentence) {
        return new MalformedPathException(sentence);
    }
}

package dev.renditions.config;

import java.time.Duration;
import java.util.Optional;

/**
 * Limits of the local server, validated. Immutable.
 *
 * @param uploadQuota the maximum number of bytes of all uploads of one signing key, or of one address if there are no
 *     keys
 * @param uploadFiles the maximum number of files of the same owner
 * @param uploadExpiry how long after its latest upload a file is deleted; absent for never
 * @param connectionsPerAddress the maximum number of connections from one address
 */
public record ServeSettings(
        long uploadQuota, int uploadFiles, Optional<Duration> uploadExpiry, int connectionsPerAddress) {
    private static final int MOST_FILES = 1_000_000;
    private static final int MOST_CONNECTIONS = 2_000;

    static ServeSettings read(SettingsReader reader) {
        return new ServeSettings(
                reader.read(Setting.UPLOAD_QUOTA, ByteSizes::bytes, 1L),
                reader.read(Setting.UPLOAD_FILES, text -> number(text, MOST_FILES), 1),
                reader.read(Setting.UPLOAD_EXPIRY, ServeSettings::expiry, Optional.empty()),
                reader.read(Setting.CONNECTIONS_PER_ADDRESS, text -> number(text, MOST_CONNECTIONS), 1));
    }

    private static int number(String text, int most) {
        int number = text.matches("\\d{1,7}") ? Integer.parseInt(text) : 0;
        if (number < 1 || number > most) {
            throw new IllegalArgumentException("'" + text + "' is not a number from 1 to " + most);
        }
        return number;
    }

    /** Days, the usual unit for uploads, besides the other units. */
    private static Optional<Duration> expiry(String text) {
        if (text.equals("never")) {
            return Optional.empty();
        }
        return Optional.of(
                text.matches("[1-9]\\d{0,4}d")
                        ? Duration.ofDays(Long.parseLong(text.substring(0, text.length() - 1)))
                        : SettingsReader.duration(text));
    }
}

package dev.renditions.ffmpeg.hash;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Converts the ticks of a stream to seconds since the zero of the file, as fractions in lowest terms: the same times have the
 * same fractions in every time base. Immutable.
 *
 * @param numerator the numerator of the time base in lowest terms
 * @param denominator its denominator
 * @param shift what is added to timestamps, in ticks: exactly what ffmpeg adds when it decodes
 */
record StreamClock(long numerator, long denominator, long shift) {
    private static final Pattern FRACTION = Pattern.compile("(\\d{1,10})/(\\d{1,10})");
    private static final long MICROSECONDS = 1_000_000;

    /**
     * The clock of a stream.
     *
     * @param timeBase seconds of a tick, such as {@code 1/90000}
     * @param zero the zero of the file on its own clock, in microseconds
     * @return empty if the time base is invalid
     */
    static Optional<StreamClock> of(String timeBase, long zero) {
        Matcher fraction = FRACTION.matcher(timeBase);
        if (!fraction.matches()) {
            return Optional.empty();
        }
        long numerator = Long.parseLong(fraction.group(1));
        long denominator = Long.parseLong(fraction.group(2));
        if (numerator == 0 || denominator == 0) {
            return Optional.empty();
        }
        long common = common(numerator, denominator);
        return Optional.of(new StreamClock(
                numerator / common, denominator / common, -rounded(zero, denominator, numerator * MICROSECONDS)));
    }

    /** {@code a * b / c}, rounded to the nearest integer and halves away from zero, as ffmpeg rounds timestamps. */
    private static long rounded(long a, long b, long c) {
        BigInteger product = BigInteger.valueOf(a).abs().multiply(BigInteger.valueOf(b));
        BigInteger half = BigInteger.valueOf(c / 2);
        long quotient = product.add(half).divide(BigInteger.valueOf(c)).longValueExact();
        return a < 0 ? -quotient : quotient;
    }

    /**
     * Adds a timestamp to a digest.
     *
     * @throws ArithmeticException if it is too large
     */
    void time(long ticks, FieldDigest digest) {
        fraction(ticks == PacketTimes.UNKNOWN ? ticks : Math.addExact(ticks, shift), digest);
    }

    /**
     * Adds a duration to a digest.
     *
     * @throws ArithmeticException if it is too large
     */
    void duration(long ticks, FieldDigest digest) {
        fraction(ticks, digest);
    }

    private void fraction(long ticks, FieldDigest digest) {
        if (ticks == PacketTimes.UNKNOWN) {
            digest.number(0).number(0);
        } else {
            long common = common(Math.absExact(ticks), denominator);
            digest.number(Math.multiplyExact(ticks / common, numerator)).number(denominator / common);
        }
    }

    private static long common(long a, long b) {
        long greater = a;
        long less = b;
        while (less != 0) {
            long rest = greater % less;
            greater = less;
            less = rest;
        }
        return greater;
    }
}

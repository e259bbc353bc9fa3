package dev.renditions.ffmpeg.hash;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The clock of a stream. It brings times into a form that does not depend on the time base: as multiples of the longest interval
 * that all of them are multiples of, counted from the zero of the file. Immutable.
 *
 * @param numerator the numerator of its time base, which is the seconds of a tick
 * @param denominator the denominator of its time base
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
        return numerator == 0 || denominator == 0
                ? Optional.empty()
                : Optional.of(
                        new StreamClock(numerator, denominator, -rounded(zero, denominator, numerator * MICROSECONDS)));
    }

    /** {@code a * b / c}, rounded to the nearest integer and halves away from zero, as ffmpeg rounds timestamps. */
    private static long rounded(long a, long b, long c) {
        BigInteger product = BigInteger.valueOf(a).abs().multiply(BigInteger.valueOf(b));
        BigInteger half = BigInteger.valueOf(c / 2);
        long quotient = product.add(half).divide(BigInteger.valueOf(c)).longValueExact();
        return a < 0 ? -quotient : quotient;
    }

    /**
     * Adds the times of all packets to a digest.
     *
     * @throws ArithmeticException if one of them is too large
     */
    void addTo(FieldDigest digest, PacketTimes times) {
        Interval interval = new Interval();
        times.visit((pts, dts, duration) -> {
            interval.divide(shifted(pts));
            interval.divide(shifted(dts));
            interval.divide(duration);
        });
        PacketTimes multiples = new PacketTimes();
        times.visit((pts, dts, duration) -> multiples.add(
                interval.multiple(shifted(pts)), interval.multiple(shifted(dts)), interval.multiple(duration)));
        BigInteger seconds = BigInteger.valueOf(interval.ticks).multiply(BigInteger.valueOf(numerator));
        BigInteger common = seconds.gcd(BigInteger.valueOf(denominator));
        digest.text(
                seconds.divide(common) + "/" + BigInteger.valueOf(denominator).divide(common));
        multiples.addTo(digest);
    }

    private long shifted(long ticks) {
        if (ticks == PacketTimes.UNKNOWN) {
            return ticks;
        }
        long time = Math.addExact(ticks, shift);
        if (time == PacketTimes.UNKNOWN) {
            throw new ArithmeticException("a time is out of range");
        }
        return time;
    }

    /** The greatest common divisor of times. */
    private static final class Interval {
        /** Zero as long as all times are zero. */
        private long ticks;

        void divide(long time) {
            if (time == PacketTimes.UNKNOWN || (ticks != 0 && time % ticks == 0)) {
                return;
            }
            long rest = Math.abs(time);
            while (rest != 0) {
                long next = ticks % rest;
                ticks = rest;
                rest = next;
            }
        }

        long multiple(long time) {
            return time == PacketTimes.UNKNOWN || time == 0 ? time : time / ticks;
        }
    }
}

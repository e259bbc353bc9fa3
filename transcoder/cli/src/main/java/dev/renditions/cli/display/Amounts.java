package dev.renditions.cli.display;

import java.math.RoundingMode;
import java.text.CompactNumberFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.time.Duration;
import java.util.Locale;

/** Formats sizes and times for users, the same in every locale. */
public final class Amounts {
    /** A pattern for each power of ten. Sizes below 1 kB are written without a unit prefix. */
    private static final String[] UNITS = {
        "", "", "", "0 kB", "00 kB", "000 kB", "0 MB", "00 MB", "000 MB", "0 GB", "00 GB", "000 GB", "0 TB"
    };

    private Amounts() {}

    /** A size in decimal units, as disks and bills have it. */
    public static String size(long bytes) {
        NumberFormat format = new CompactNumberFormat("0 B", DecimalFormatSymbols.getInstance(Locale.ROOT), UNITS);
        format.setMinimumFractionDigits(1);
        format.setMaximumFractionDigits(1);
        format.setRoundingMode(RoundingMode.HALF_UP);
        return format.format(bytes);
    }

    /** Seconds with two decimals, without a unit. */
    public static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.2f", time.toMillis() / 1000.0);
    }

    /** Such as {@code 3d 04:05:06}. */
    public static String uptime(Duration time) {
        return String.format(
                Locale.ROOT,
                "%dd %02d:%02d:%02d",
                time.toDays(),
                time.toHoursPart(),
                time.toMinutesPart(),
                time.toSecondsPart());
    }
}

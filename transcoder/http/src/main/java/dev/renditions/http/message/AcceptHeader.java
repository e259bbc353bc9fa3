package dev.renditions.http.message;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Chooses between several forms of a response by the {@code Accept} header (RFC 9110, 12.5.1). */
public final class AcceptHeader {
    /** Longer headers are ignored; browsers send a few hundred characters. */
    private static final int LONGEST = 2048;

    private AcceptHeader() {}

    /** The quality of a media type, and how specific the range is that gave it: the most specific range wins. */
    private record Wish(double quality, int narrowness) {
        static final Wish NONE = new Wish(0, -1);

        boolean beats(Wish other) {
            return quality > other.quality || (quality == other.quality && narrowness > other.narrowness);
        }
    }

    /**
     * The most wanted form; among equals, the first. If the client accepts none of them, or the header can't be parsed,
     * the first: that is better than an error.
     *
     * @param offered media types, at least one, the default first
     */
    public static String best(ApiRequest request, List<String> offered) {
        Optional<String> header = request.header("Accept").filter(text -> text.length() <= LONGEST);
        String best = offered.get(0);
        Wish most = Wish.NONE;
        for (String type : offered) {
            Wish wish = header.map(text -> wish(text, type)).orElse(Wish.NONE);
            if (wish.quality() > 0 && wish.beats(most)) {
                most = wish;
                best = type;
            }
        }
        return best;
    }

    private static Wish wish(String header, String type) {
        Wish narrowest = Wish.NONE;
        for (String range : header.split(",", -1)) {
            String[] parts = range.split(";", -1);
            int narrowness = narrowness(parts[0].strip().toLowerCase(Locale.ROOT), type);
            if (narrowness > narrowest.narrowness()) {
                narrowest = new Wish(quality(parts), narrowness);
            }
        }
        return narrowest;
    }

    private static int narrowness(String range, String type) {
        if (range.equals(type)) {
            return 2;
        }
        if (range.equals(type.substring(0, type.indexOf('/')) + "/*")) {
            return 1;
        }
        return range.equals("*/*") ? 0 : -1;
    }

    private static double quality(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().toLowerCase(Locale.ROOT);
            if (parameter.startsWith("q=")) {
                String value = parameter.substring(2);
                return value.matches("0(\\.\\d{0,3})?|1(\\.0{0,3})?") ? Double.parseDouble(value) : 0;
            }
        }
        return 1;
    }
}

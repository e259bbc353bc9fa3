package dev.renditions.oracle.input;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a file is made, as data that can be shown in a table and compared. Immutable.
 *
 * @param parts the inputs of ffmpeg, in order; all their streams are mapped
 * @param arguments of the encode, separated by spaces
 * @param extension of the file, which selects the container
 * @param steps what is done to the encoded file
 */
public record Recipe(List<Part> parts, String arguments, String extension, List<Step> steps) {
    /** Copies the lists. */
    public Recipe {
        parts = List.copyOf(parts);
        steps = List.copyOf(steps);
    }

    /** A recipe without further steps. */
    public static Recipe of(String extension, String arguments, Part... parts) {
        return new Recipe(List.of(parts), arguments, extension, List.of());
    }

    /** Followed by another run of ffmpeg. */
    public Recipe rewrapped(String options, String rewrapArguments, String newExtension) {
        return with(new Step.Rewrap(options, rewrapArguments, newExtension));
    }

    /** Followed by a change of its bytes. */
    public Recipe patched(String words, Step.Change change) {
        return with(new Step.Patch(words, change));
    }

    private Recipe with(Step step) {
        List<Step> more = new ArrayList<>(steps);
        more.add(step);
        return new Recipe(parts, arguments, extension, more);
    }

    /** The extension of the finished file. */
    public String finalExtension() {
        String last = extension;
        for (Step step : steps) {
            if (step instanceof Step.Rewrap rewrap) {
                last = rewrap.extension();
            }
        }
        return last;
    }

    /** Readable description: inputs, encode and steps. */
    public String words() {
        Stream<String> from = parts.stream().map(Recipe::words);
        Stream<String> encoded = Stream.of("`" + arguments + " ." + extension + "`");
        Stream<String> then = steps.stream().map(Recipe::words);
        return Stream.of(from, encoded, then).flatMap(s -> s).collect(Collectors.joining("; "));
    }

    /** Everything that determines its bytes. A change of bytes is identified by its words. */
    public String key() {
        return parts.stream().map(Recipe::key).collect(Collectors.joining("\n")) + "\n" + words();
    }

    private static String key(Part part) {
        if (part instanceof Part.Generated source) {
            return source.graph();
        }
        return part instanceof Part.Text text
                ? text.content()
                : ((Part.Made) part).recipe().key();
    }

    private static String words(Part part) {
        if (part instanceof Part.Generated source) {
            return source.options().isEmpty() ? source.words() : "`" + source.options() + "` " + source.words();
        }
        if (part instanceof Part.Text text) {
            return "a text file ." + text.extension();
        }
        Part.Made made = (Part.Made) part;
        String options = made.options().isEmpty() ? "" : "`" + made.options() + "` ";
        return options + "(" + made.recipe().words() + ")";
    }

    private static String words(Step step) {
        if (step instanceof Step.Rewrap rewrap) {
            return "`"
                    + Stream.of(rewrap.options(), "-i …", rewrap.arguments(), "." + rewrap.extension())
                            .filter(s -> !s.isEmpty())
                            .collect(Collectors.joining(" "))
                    + "`";
        }
        return ((Step.Patch) step).words();
    }
}

package dev.renditions.ffmpeg.engine;

import dev.renditions.api.MediaException;
import dev.renditions.api.MediaException.Kind;
import dev.renditions.ffmpeg.process.CappedText;
import dev.renditions.ffmpeg.process.ConfinedProcess;
import dev.renditions.support.SettingName;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ws.schild.jave.Encoder;
import ws.schild.jave.EncoderException;

/**
 * The encoders and filters of an ffmpeg. Immutable.
 *
 * @param names ffmpeg's names of the encoders and filters; no filter has the name of an encoder
 */
public record FfmpegCapabilities(Set<String> names) {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int BYTES = 1 << 20;

    /** A line such as {@code  TS overlay  VV->V  Overlay a video source on top of the input.} */
    private static final Pattern FILTER = Pattern.compile("\\s*[T.][S.][C.]?\\s+(\\S+)\\s+\\S*->\\S*.*");

    /** Copies the set. */
    public FfmpegCapabilities {
        names = Set.copyOf(names);
    }

    /**
     * Runs ffmpeg to list them.
     *
     * @throws MediaException of kind ENGINE if it does not list them
     */
    static FfmpegCapabilities of(FfmpegLocator locator) {
        Set<String> names = new HashSet<>(filters(locator));
        try {
            Encoder encoder = new Encoder(locator);
            Stream.of(encoder.getVideoEncoders(), encoder.getAudioEncoders())
                    .flatMap(Arrays::stream)
                    .forEach(names::add);
        } catch (EncoderException e) {
            throw new MediaException(Kind.ENGINE, locator.binaries().ffmpeg() + " does not list its encoders", e);
        }
        return new FfmpegCapabilities(names);
    }

    private static Set<String> filters(FfmpegLocator locator) {
        ConfinedProcess process = locator.withoutMedia(locator.binaries().ffmpeg());
        List.of("-hide_banner", "-filters").forEach(process::addArgument);
        CappedText printed = new CappedText(BYTES);
        process.run(LIMIT, printed);
        return filters(printed.text());
    }

    /** The names in the output of {@code -filters}. */
    static Set<String> filters(String printed) {
        return printed.lines()
                .map(FILTER::matcher)
                .filter(Matcher::matches)
                .map(line -> line.group(1))
                .collect(Collectors.toSet());
    }

    /**
     * A sentence that names the missing encoders and filters; empty if none is missing.
     *
     * @param needs ffmpeg's names of those that are needed
     * @param what needs them, such as {@code av1-720p}
     */
    public Optional<String> missing(Set<String> needs, String what) {
        Set<String> missing = new TreeSet<>(needs);
        missing.removeAll(names);
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("this ffmpeg was built without " + String.join(", ", missing) + ", which " + what
                        + " needs; set " + SettingName.FFMPEG
                        + " to a build that has it, or unset it to use the bundled ffmpeg");
    }
}

package dev.renditions.oracle.input;

import dev.renditions.oracle.scene.Ear;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A channel layout. Each channel has its own tone, by its position in the room. Immutable.
 *
 * @param layout ffmpeg's name of it
 * @param channels ffmpeg's names of its channels, in their order
 */
public record Speakers(String layout, List<String> channels) {
    private static final Map<String, Integer> TONES = Map.ofEntries(
            Map.entry("FL", 400),
            Map.entry("FR", 525),
            Map.entry("FC", 650),
            Map.entry("LFE", 60),
            Map.entry("BL", 775),
            Map.entry("BR", 900),
            Map.entry("BC", 1025),
            Map.entry("SL", 1150),
            Map.entry("SR", 1275));

    /** One channel, in the centre. */
    public static final Speakers MONO = new Speakers("mono", List.of("FC"));
    /** Left and right. */
    public static final Speakers STEREO = new Speakers("stereo", List.of("FL", "FR"));

    /** With low-frequency effects. */
    public static final Speakers LFE = new Speakers("2.1", List.of("FL", "FR", "LFE"));
    /** With centre. */
    public static final Speakers THREE = new Speakers("3.0", List.of("FL", "FR", "FC"));
    /** With centre and back. */
    public static final Speakers FOUR = new Speakers("4.0", List.of("FL", "FR", "FC", "BC"));
    /** With two back channels. */
    public static final Speakers QUAD = new Speakers("quad", List.of("FL", "FR", "BL", "BR"));
    /** With centre and two back channels. */
    public static final Speakers FIVE = new Speakers("5.0", List.of("FL", "FR", "FC", "BL", "BR"));
    /** With centre, low-frequency effects and two back channels. */
    public static final Speakers SURROUND = new Speakers("5.1", List.of("FL", "FR", "FC", "LFE", "BL", "BR"));
    /** With centre, low-frequency effects and two side channels. */
    public static final Speakers SIDES = new Speakers("5.1(side)", List.of("FL", "FR", "FC", "LFE", "SL", "SR"));
    /** With centre, low-frequency effects, two back and two side channels. */
    public static final Speakers SEVEN = new Speakers("7.1", List.of("FL", "FR", "FC", "LFE", "BL", "BR", "SL", "SR"));

    /** The tone of each channel, in hertz. */
    public List<Integer> tones() {
        return channels.stream().map(Speakers::tone).toList();
    }

    /** The tone of a channel, in hertz. */
    public static int tone(String channel) {
        return TONES.get(channel);
    }

    /** What two loudspeakers play; one channel if the layout is mono. */
    public List<Ear> ears() {
        Ear left = ear("L", "R");
        return channels.size() == 1 ? List.of(left) : List.of(left, ear("R", "L"));
    }

    /** The low-frequency channel is not checked: players may leave it out. */
    private Ear ear(String side, String other) {
        Set<Integer> heard = new LinkedHashSet<>();
        Set<Integer> silent = new LinkedHashSet<>();
        for (String channel : channels) {
            if (channel.endsWith(other)) {
                silent.add(tone(channel));
            } else if (!channel.equals("LFE") && (channel.endsWith(side) || channel.endsWith("C"))) {
                heard.add(tone(channel));
            }
        }
        return new Ear(heard, silent);
    }
}

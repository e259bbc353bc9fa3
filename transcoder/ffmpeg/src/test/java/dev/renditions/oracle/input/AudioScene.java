package dev.renditions.oracle.input;

import dev.renditions.oracle.scene.Ear;
import dev.renditions.oracle.scene.Heard;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Sound from ffmpeg's own sources: a steady tone in each channel, and a beep in all of them at known times. Immutable.
 *
 * @param layout ffmpeg's name of the channel layout
 * @param tones of each channel, in hertz; 0 for a silent one
 * @param ears what is heard of it
 * @param sampleRate samples a second
 * @param seconds how long it is
 * @param beeps when each begins
 * @param filters ffmpeg's filters after all that; empty for none
 */
public record AudioScene(
        String layout,
        List<Integer> tones,
        List<Ear> ears,
        int sampleRate,
        double seconds,
        List<Double> beeps,
        String filters) {
    /** Three seconds of stereo. */
    public static final AudioScene STEREO = of(Speakers.STEREO);
    /** Three seconds of mono. */
    public static final AudioScene MONO = of(Speakers.MONO);

    private static final double TONE_LEVEL = 0.08;
    private static final double BEEP_LEVEL = 0.2;

    /** Three seconds of that layout. */
    public static AudioScene of(Speakers speakers) {
        return new AudioScene(speakers.layout(), speakers.tones(), speakers.ears(), 48_000, 3, VideoScene.FLASHES, "");
    }

    /** The same at another sample rate. */
    public AudioScene at(int newRate) {
        return new AudioScene(layout, tones, ears, newRate, seconds, beeps, filters);
    }

    /** The same in a layout of that name. */
    public AudioScene in(String newLayout) {
        return new AudioScene(newLayout, tones, ears, sampleRate, seconds, beeps, filters);
    }

    /** The same of another length, with beeps at other times. */
    public AudioScene lasting(double newSeconds, Double... newBeeps) {
        return new AudioScene(layout, tones, ears, sampleRate, newSeconds, List.of(newBeeps), filters);
    }

    /** The same with other tones, a channel each, and what is heard of them. */
    public AudioScene playing(List<Integer> newTones, Ear... newEars) {
        return new AudioScene(layout, newTones, List.of(newEars), sampleRate, seconds, beeps, filters);
    }

    /** The same with filters after all that. */
    public AudioScene filtered(String newFilters) {
        return new AudioScene(layout, tones, ears, sampleRate, seconds, beeps, newFilters);
    }

    /** What is heard of it, if everything that is done with it leaves that alone. */
    public Heard heard() {
        return new Heard(ears, 0, seconds, beeps);
    }

    /** What ffmpeg's {@code lavfi} reads. */
    public String source() {
        String beep = beeps.stream()
                .map(at -> String.format(Locale.ROOT, "gte(t,%.4f)*lt(t,%.4f)", at, at + VideoScene.FLASH_SECONDS))
                .collect(Collectors.joining("+"));
        String channels = tones.stream()
                .map(tone -> tone == 0
                        ? "0"
                        : sine(tone, TONE_LEVEL)
                                + (beep.isEmpty() ? "" : "+" + sine(Heard.BEEP, BEEP_LEVEL) + "*(" + beep + ")"))
                .collect(Collectors.joining("|"));
        return "aevalsrc='" + channels + "':c=" + layout + ":s=" + sampleRate + ":d=" + seconds
                + (filters.isEmpty() ? "" : "," + filters);
    }

    private static String sine(int hertz, double level) {
        return level + "*sin(2*PI*" + hertz + "*t)";
    }

    @Override
    public String toString() {
        return layout + " " + sampleRate + " Hz" + (filters.isEmpty() ? "" : ", " + filters);
    }
}

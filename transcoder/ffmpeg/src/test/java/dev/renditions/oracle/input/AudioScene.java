package dev.renditions.oracle.input;

import dev.renditions.oracle.scene.Ear;
import dev.renditions.oracle.scene.Heard;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Audio from ffmpeg's generators: a steady tone in each channel, and beeps in all channels at known times. Immutable.
 *
 * @param layout ffmpeg's name of the channel layout
 * @param tones the tone of each channel, in hertz; 0 for silence
 * @param ears what is heard of it
 * @param sampleRate samples a second
 * @param seconds duration
 * @param beeps when each beep begins, in seconds
 * @param filters ffmpeg's filters that are applied last; empty for none
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

    /** Three seconds of a layout. */
    public static AudioScene of(Speakers speakers) {
        return new AudioScene(speakers.layout(), speakers.tones(), speakers.ears(), 48_000, 3, VideoScene.FLASHES, "");
    }

    /** The same at another sample rate. */
    public AudioScene at(int newRate) {
        return new AudioScene(layout, tones, ears, newRate, seconds, beeps, filters);
    }

    /** The same in another layout, by ffmpeg's name. */
    public AudioScene in(String newLayout) {
        return new AudioScene(newLayout, tones, ears, sampleRate, seconds, beeps, filters);
    }

    /** The same with another duration and other times of beeps. */
    public AudioScene lasting(double newSeconds, Double... newBeeps) {
        return new AudioScene(layout, tones, ears, sampleRate, newSeconds, List.of(newBeeps), filters);
    }

    /** The same with another tone for each channel, and what is heard of them. */
    public AudioScene playing(List<Integer> newTones, Ear... newEars) {
        return new AudioScene(layout, newTones, List.of(newEars), sampleRate, seconds, beeps, filters);
    }

    /** The same with filters that are applied last. */
    public AudioScene filtered(String newFilters) {
        return new AudioScene(layout, tones, ears, sampleRate, seconds, beeps, newFilters);
    }

    /** What is heard of it if neither filters nor later steps change that. */
    public Heard heard() {
        return new Heard(ears, 0, seconds, beeps);
    }

    /** The input of ffmpeg's {@code lavfi}. */
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

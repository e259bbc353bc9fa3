package dev.renditions.oracle;

import dev.renditions.oracle.measure.Loudness;
import dev.renditions.oracle.measure.Waves;
import dev.renditions.oracle.scene.Ear;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Checks the tones and the loudness of each channel. */
final class SoundChecks {
    /** A tone counts as heard from this fraction of the amplitude of the strongest tone on. */
    private static final double HEARD = 0.2;

    private static final double SILENT = 0.05;
    private static final double LUFS = -16;
    private static final double MOST_LOUDNESS_DIFFERENCE = 1;

    /** In decibels: the limit of the profiles, plus half a decibel that encoding may add. */
    private static final double HIGHEST_PEAK = -1;

    private SoundChecks() {}

    /** Checks the number of channels and the tones of each. */
    static void channels(Findings findings, List<Ear> ears, Waves waves) {
        int channels = waves.channels().length;
        findings.expect(channels == ears.size(), "channels: %d expected, %d measured", ears.size(), channels);
        double strongest = 0;
        for (Ear ear : ears) {
            for (int channel = 0; channel < channels; channel++) {
                for (int tone : ear.heard()) {
                    strongest = Math.max(strongest, waves.tone(channel, tone));
                }
            }
        }
        for (int channel = 0; channel < Math.min(channels, ears.size()); channel++) {
            ear(findings, channel, ears.get(channel), waves, strongest);
        }
    }

    private static void ear(Findings findings, int channel, Ear ear, Waves waves, double strongest) {
        Map<Integer, Double> levels = new TreeMap<>();
        for (Set<Integer> tones : List.of(ear.heard(), ear.silent())) {
            tones.forEach(tone -> levels.put(tone, strongest == 0 ? 0 : waves.tone(channel, tone) / strongest));
        }
        List<Integer> found = levels.entrySet().stream()
                .filter(level -> level.getValue() >= HEARD)
                .map(Map.Entry::getKey)
                .toList();
        findings.measured("%s", found.isEmpty() ? "silence" : found + " Hz");
        boolean right = ear.heard().stream().allMatch(tone -> levels.get(tone) >= HEARD)
                && ear.silent().stream().allMatch(tone -> levels.get(tone) <= SILENT);
        findings.expect(
                right,
                "channel %d: %s Hz and none of %s expected; measured against the strongest: %s",
                channel,
                ear.heard(),
                ear.silent(),
                levels);
    }

    /** Checks the loudness that audio profiles set. */
    static void loudness(Findings findings, Waves waves) {
        Loudness loudness = Loudness.of(waves);
        findings.measured("%.0f LUFS", loudness.integrated());
        findings.near("loudness", LUFS, loudness.integrated(), MOST_LOUDNESS_DIFFERENCE);
        findings.expect(
                loudness.truePeak() <= HIGHEST_PEAK,
                "true peak: %.1f dB at most expected, %.1f measured",
                HIGHEST_PEAK,
                loudness.truePeak());
    }
}

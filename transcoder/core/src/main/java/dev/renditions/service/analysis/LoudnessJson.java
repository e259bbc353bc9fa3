package dev.renditions.service.analysis;

import dev.renditions.media.AudioLoudness;

/** The members of one measured loudness. The peak of silence is minus infinity, which JSON has no number for. */
record LoudnessJson(String measured, String integratedLufs, String truePeakDb) {
    static LoudnessJson of(MeasuredLoudness measured) {
        AudioLoudness loudness = measured.loudness();
        return new LoudnessJson(
                measured.description(),
                Double.toString(loudness.integratedLufs()),
                Double.toString(loudness.truePeakDb()));
    }

    MeasuredLoudness loudness() {
        return new MeasuredLoudness(
                measured, new AudioLoudness(Double.parseDouble(integratedLufs), Double.parseDouble(truePeakDb)));
    }
}

package dev.renditions.ffmpeg.damage;

import dev.renditions.api.Transcoder.Input;
import dev.renditions.ffmpeg.command.DecodeErrorPolicy;
import dev.renditions.ffmpeg.command.FfmpegCommand;
import dev.renditions.ffmpeg.command.FfmpegOutput;
import dev.renditions.ffmpeg.command.GlobalOptions;
import dev.renditions.ffmpeg.command.RunInputs;
import dev.renditions.ffmpeg.engine.Ffmpeg;
import dev.renditions.media.DecodeCondition;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.VideoStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Decodes a whole file once, tolerates damage and writes nothing, to find out how much of the file is damaged. */
public final class DamageScan {
    private final Ffmpeg ffmpeg;

    public DamageScan(Ffmpeg ffmpeg) {
        this.ffmpeg = ffmpeg;
    }

    /**
     * Decodes the source.
     *
     * @throws dev.renditions.api.MediaException if it can't be read at all, or not within the limit
     */
    public DecodeCondition of(Input source, Duration limit) {
        Input tolerant = new Input(source.file(), source.media(), true);
        if (source.media().still()) {
            return new StillDamageScan(ffmpeg).of(tolerant, limit);
        }
        Map<Integer, String> streams = streams(source.media());
        DecodedFrames frames = new DecodedFrames();
        DecoderErrors errors = new DecoderErrors(streams);
        RunInputs inputs = RunInputs.whole(tolerant, streams.keySet(), ffmpeg.settings(source.file()));
        ffmpeg.runListening(command(inputs, streams.keySet()), limit, frames, errors);
        return new DecodeCondition(
                streams.keySet().stream()
                        .map(stream -> errors.condition(stream, video(source.media(), stream), frames.end(stream)))
                        .toList(),
                errors.truncated());
    }

    /** The streams that renditions are made of, with their codecs. */
    private static Map<Integer, String> streams(MediaInfo media) {
        Map<Integer, String> streams = new LinkedHashMap<>();
        media.mainVideo().ifPresent(video -> streams.put(video.index(), video.codec()));
        media.mainAudio().ifPresent(audio -> {
            streams.put(audio.index(), audio.codec());
            audio.right().ifPresent(right -> streams.put(right, audio.codec()));
        });
        return streams;
    }

    private static boolean video(MediaInfo media, int stream) {
        return media.video().stream().map(VideoStream::index).anyMatch(index -> index == stream);
    }

    /** The command discards the frames of each stream and prints their timestamps. */
    static FfmpegCommand command(RunInputs inputs, Iterable<Integer> streams) {
        DecodeErrorPolicy errors = DecodeErrorPolicy.TOLERANT;
        List<FfmpegOutput> outputs = new ArrayList<>();
        for (int stream : streams) {
            outputs.add(FfmpegOutput.discarded(FfmpegOutput.stream(stream)
                    .with("fps_mode", "passthrough")
                    .with("stats_enc_pre", "pipe:1")
                    .with("stats_enc_pre_fmt", stream + " {t}")));
        }
        return new FfmpegCommand(
                GlobalOptions.examining(errors, inputs.settings()), inputs.decoded(errors), outputs, List.of());
    }
}

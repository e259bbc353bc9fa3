package dev.renditions.ffmpeg.damage;

import dev.renditions.api.Transcoder.Input;
import dev.renditions.ffmpeg.command.DecodeErrorPolicy;
import dev.renditions.ffmpeg.command.FfmpegCommand;
import dev.renditions.ffmpeg.command.FfmpegOutput;
import dev.renditions.ffmpeg.command.GlobalOptions;
import dev.renditions.ffmpeg.command.Options;
import dev.renditions.ffmpeg.command.RunInputs;
import dev.renditions.ffmpeg.engine.Ffmpeg;
import dev.renditions.ffmpeg.image.ImageCommand;
import dev.renditions.ffmpeg.process.ConfinedProcess;
import dev.renditions.media.DecodeCondition;
import dev.renditions.media.ImageParts;
import dev.renditions.media.StreamCondition;
import dev.renditions.media.VideoStream;
import dev.renditions.media.codec.VideoCodec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Estimates how many rows of a damaged image are missing. For a truncated JPEG, ffmpeg's decoder outputs what it has:
 * rows that it never reached hold the same value throughout, which no decoded image has. Decoders of other formats
 * conceal damage, so that nothing shows how much there is: all rows count as damaged then.
 */
final class StillDamageScan {
    /** How many samples of each row are examined. */
    private static final int WIDTH = 16;

    private static final int PLANES = 3;

    /** The value of samples that the decoder never wrote. */
    private static final int UNWRITTEN = 0;

    /** The value of samples whose coefficients were never read. */
    private static final int GREY = 128;

    private final Ffmpeg ffmpeg;

    StillDamageScan(Ffmpeg ffmpeg) {
        this.ffmpeg = ffmpeg;
    }

    DecodeCondition of(Input source, Duration limit) {
        VideoStream picture = source.media().picture().orElseThrow();
        int height = picture.coded().height();
        Rows rows = new Rows(height);
        DecoderErrors errors = new DecoderErrors(Map.of(picture.index(), picture.codec()));
        ffmpeg.runListening(command(source, picture), limit, rows, errors);
        long complaints = errors.condition(picture.index(), true, Duration.ZERO).complaints();
        long damaged = measurable(picture) ? rows.missing() : errors.any() ? height : 0;
        return new DecodeCondition(
                List.of(new StreamCondition(
                        picture.index(), true, rows.read() ? height : 0, damaged, complaints, Duration.ZERO)),
                false);
    }

    private static boolean measurable(VideoStream picture) {
        return VideoCodec.MJPEG.is(picture) && picture.parts().equals(ImageParts.ONE_STREAM);
    }

    /** Outputs a few columns of the image, and decodes its transparency if that is a separate stream. */
    private FfmpegCommand command(Input source, VideoStream picture) {
        ImageParts parts = picture.parts();
        String columns = "scale=" + WIDTH + ":" + picture.coded().height() + ":flags=neighbor:in_range=pc:out_range=pc";
        RunInputs inputs = RunInputs.whole(source, List.of(picture.index()), ffmpeg.settings(source.file()));
        DecodeErrorPolicy errors = measurable(picture) ? DecodeErrorPolicy.TOLERANT : DecodeErrorPolicy.REPORTING;
        String graph = ImageCommand.input(picture.index(), parts.tileGroup()) + columns + "[columns]";
        if (parts.alpha().isPresent()) {
            int alpha = parts.alpha().getAsInt();
            graph += ";" + ImageCommand.input(alpha, parts.alphaTileGroup()) + "null[alpha]";
        }
        List<FfmpegOutput> outputs = new ArrayList<>();
        outputs.add(FfmpegOutput.standardOutput(
                FfmpegOutput.graph(graph, "columns").with("frames:v", 1).with("pix_fmt", "yuv444p"), "rawvideo"));
        if (parts.alpha().isPresent()) {
            outputs.add(FfmpegOutput.discarded(Options.of("map", "[alpha]").with("frames:v", 1)));
        }
        return new FfmpegCommand(
                GlobalOptions.examining(errors, inputs.settings()), inputs.decoded(errors), outputs, List.of());
    }

    /** The samples of three planes. For one process; results are valid after it has ended. */
    static final class Rows implements ConfinedProcess.Output {
        private final int height;
        private byte[] planes = {};

        Rows(int height) {
            this.height = height;
        }

        @Override
        public void read(InputStream stream) throws IOException {
            planes = stream.readNBytes(PLANES * WIDTH * height);
            stream.transferTo(OutputStream.nullOutputStream());
        }

        /** Whether an image was decoded. */
        boolean read() {
            return planes.length == PLANES * WIDTH * height;
        }

        /** How many rows at the bottom are missing. */
        long missing() {
            int row = read() ? height : 0;
            while (row > 0 && (holds(row - 1, UNWRITTEN) || holds(row - 1, GREY))) {
                row--;
            }
            return read() ? height - row : 0;
        }

        private boolean holds(int row, int value) {
            for (int plane = 0; plane < PLANES; plane++) {
                for (int x = 0; x < WIDTH; x++) {
                    if ((planes[(plane * height + row) * WIDTH + x] & 0xFF) != value) {
                        return false;
                    }
                }
            }
            return true;
        }
    }
}

package dev.renditions.ffmpeg.damage;

import dev.renditions.api.Transcoder.Input;
import dev.renditions.ffmpeg.command.CommonArguments;
import dev.renditions.ffmpeg.command.DecodeErrorPolicy;
import dev.renditions.ffmpeg.command.RunInputs;
import dev.renditions.ffmpeg.engine.Ffmpeg;
import dev.renditions.ffmpeg.image.ImageArguments;
import dev.renditions.ffmpeg.process.ConfinedProcess;
import dev.renditions.media.DecodeCondition;
import dev.renditions.media.ImageParts;
import dev.renditions.media.StreamCondition;
import dev.renditions.media.VideoStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Estimates how many rows of a damaged image are missing. For a JPEG that breaks off, ffmpeg's decoder outputs what it has: rows
 * that it never reached hold the same value throughout, which no decoded picture has. Decoders of other formats conceal damage, so
 * that nothing shows how much there is: all rows count as damaged then.
 */
final class StillDamageScan {
    /** What is looked at of each row. */
    private static final int WIDTH = 16;

    private static final int PLANES = 3;

    /** Samples that were never written, and those of coefficients that were never read. */
    private static final int UNWRITTEN = 0;

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
        ffmpeg.endAndListen(arguments(source, picture), source, limit, rows, errors);
        long complaints = errors.condition(picture.index(), true, Duration.ZERO).complaints();
        long damaged = measurable(picture) ? rows.missing() : errors.any() ? height : 0;
        return new DecodeCondition(
                List.of(new StreamCondition(
                        picture.index(), true, rows.read() ? height : 0, damaged, complaints, Duration.ZERO)),
                false);
    }

    private static boolean measurable(VideoStream picture) {
        return picture.codec().equals("mjpeg") && picture.parts().equals(ImageParts.ONE_STREAM);
    }

    /** Prints a few columns of the picture, and decodes its transparency if that is stored beside it. */
    private List<String> arguments(Input source, VideoStream picture) {
        ImageParts parts = picture.parts();
        String columns = "scale=" + WIDTH + ":" + picture.coded().height() + ":flags=neighbor:in_range=pc:out_range=pc";
        RunInputs inputs = RunInputs.whole(source, List.of(picture.index()));
        DecodeErrorPolicy errors = measurable(picture) ? DecodeErrorPolicy.TOLERANT : DecodeErrorPolicy.REPORTING;
        List<String> arguments = CommonArguments.examining(inputs, errors, ffmpeg.threads());
        String graph = ImageArguments.input(picture.index(), parts.tileGroup()) + columns + "[columns]";
        if (parts.alpha().isPresent()) {
            int alpha = parts.alpha().getAsInt();
            graph += ";" + ImageArguments.input(alpha, parts.alphaTileGroup()) + "null[alpha]";
        }
        arguments.addAll(List.of("-filter_complex", graph, "-map", "[columns]"));
        arguments.addAll(List.of("-frames:v", "1", "-pix_fmt", "yuv444p", "-f", "rawvideo", "pipe:1"));
        if (parts.alpha().isPresent()) {
            arguments.addAll(List.of("-map", "[alpha]", "-frames:v", "1", "-f", "null", "-"));
        }
        return arguments;
    }

    /** Three planes of rows. For one process; to be read after it has ended. */
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

        /** Whether there was a picture. */
        boolean read() {
            return planes.length == PLANES * WIDTH * height;
        }

        /** How many rows at the bottom hold nothing. */
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

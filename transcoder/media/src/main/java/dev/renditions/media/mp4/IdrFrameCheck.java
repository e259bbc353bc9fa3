package dev.renditions.media.mp4;

import dev.renditions.media.codec.VideoCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Checks in the samples whether fragments begin with an IDR frame, which needs no earlier frame; in AV1, with a key
 * frame that is shown.
 */
public final class IdrFrameCheck {
    private static final int MAX_UNITS = 64;
    private static final int AVC_IDR = 5;
    private static final int HEVC_IDR = 19;
    private static final int HEVC_IDR_ALONE = 20;

    private IdrFrameCheck() {}

    /**
     * The index of the first fragment that does not begin with an IDR frame, by its flags and its data; -1 if all do.
     *
     * @throws IOException if the file can't be read
     */
    public static int firstWithoutIdr(Path file, TrackFile track, SampleEntry.Picture picture) throws IOException {
        try (BoxFile bytes = BoxFile.open(file)) {
            for (int at = 0; at < track.fragments().size(); at++) {
                Fragment.Sample sample = track.fragments().get(at).first();
                boolean alone = picture.format() == VideoCodec.AV1
                        ? Av1KeyFrame.at(bytes, sample)
                        : idr(bytes, sample, picture);
                if (!sample.sync() || !alone) {
                    return at;
                }
            }
        }
        return -1;
    }

    /** Reads the NAL units of a sample up to its first slice. */
    private static boolean idr(BoxFile bytes, Fragment.Sample sample, SampleEntry.Picture picture) throws IOException {
        boolean hevc = picture.format() == VideoCodec.HEVC;
        long at = sample.start();
        for (int units = 0; units < MAX_UNITS && at + picture.lengthBytes() < sample.end(); units++) {
            ByteBuffer head = bytes.bytes(at, picture.lengthBytes() + 1);
            long length = 0;
            for (int digit = 0; digit < picture.lengthBytes(); digit++) {
                length = length << 8 | (head.get() & 0xFF);
            }
            int type = hevc ? (head.get() >> 1) & 0x3F : head.get() & 0x1F;
            if (hevc ? type < 32 : (type >= 1 && type <= AVC_IDR)) {
                return hevc ? type == HEVC_IDR || type == HEVC_IDR_ALONE : type == AVC_IDR;
            }
            at += picture.lengthBytes() + length;
        }
        return false;
    }
}

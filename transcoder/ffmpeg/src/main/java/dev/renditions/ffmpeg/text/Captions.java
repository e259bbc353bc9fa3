package dev.renditions.ffmpeg.text;

import dev.renditions.api.Transcoder.Input;
import dev.renditions.api.Transcoder.Order;
import dev.renditions.ffmpeg.command.TextTrackTitles;
import dev.renditions.ffmpeg.order.EncodeOrder;
import dev.renditions.ffmpeg.order.OwnRun;
import dev.renditions.ffmpeg.process.TimeLeft;
import dev.renditions.kind.OutputFile;
import dev.renditions.kind.captions.CaptionsPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Makes a {@link CaptionsPlan}: {@code captions.vtt} from the first track, {@code captions-2-fr.vtt} from the second if that is
 * French, {@code captions-3-fr-forced.vtt} from a third with French forced subtitles, and so on.
 *
 * @param files extracts text tracks from a source
 * @param plan the plan
 */
public record Captions(TextFiles files, CaptionsPlan plan) implements OwnRun {
    @Override
    public Set<String> needs() {
        return Set.of();
    }

    @Override
    public EncodeOrder turn() {
        return EncodeOrder.CAPTIONS;
    }

    @Override
    public List<OutputFile> encode(Input source, Order order, TimeLeft time) throws IOException {
        List<Path> written = files.extract(source, plan.texts(), order.folder(), time);
        List<OutputFile> outputs = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            String name = i == 0
                    ? plan.profile().fileName()
                    : "captions-" + (i + 1)
                            + TextTrackTitles.inFiles(plan.texts().get(i)) + ".vtt";
            outputs.add(new OutputFile(written.get(i), name, plan.profile().mediaType()));
        }
        return outputs;
    }
}

package dev.renditions.ffmpeg.text;

import dev.renditions.api.Transcoder.Input;
import dev.renditions.api.Transcoder.Order;
import dev.renditions.api.Transcoder.Output;
import dev.renditions.ffmpeg.command.TextTrackTitles;
import dev.renditions.ffmpeg.process.TimeLeft;
import dev.renditions.kind.captions.CaptionsPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes {@link CaptionsPlan}: {@code captions.vtt} of the first track, {@code captions-2-fr.vtt} of the second if that is
 * French, {@code captions-3-fr-forced.vtt} of a third with French forced subtitles, and so on.
 *
 * @param files what takes texts out of a source
 */
public record Captions(TextFiles files) {
    public List<Output> make(Input source, CaptionsPlan plan, Order order, TimeLeft time) throws IOException {
        List<Path> written = files.extract(source, plan.texts(), order.folder(), time);
        List<Output> outputs = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            String name = i == 0
                    ? plan.profile().fileName()
                    : "captions-" + (i + 1)
                            + TextTrackTitles.inFiles(plan.texts().get(i)) + ".vtt";
            outputs.add(new Output(written.get(i), name, plan.profile().mediaType()));
        }
        return outputs;
    }
}

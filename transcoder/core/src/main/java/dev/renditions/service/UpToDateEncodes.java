package dev.renditions.service;

import dev.renditions.api.Ending;
import dev.renditions.kind.MissingRendition;
import dev.renditions.service.encode.EncodeOnce;
import dev.renditions.service.lookup.BatchLookup;
import dev.renditions.service.request.RenditionRequest;
import java.util.ArrayList;
import java.util.List;

/** Encodes what is missing of a source, also if the source turns out to have another content than was known. Thread-safe. */
final class UpToDateEncodes {
    private final RenditionFinder finder;
    private final EncodeOnce encodeOnce;

    UpToDateEncodes(RenditionFinder finder, EncodeOnce encodeOnce) {
        this.finder = finder;
        this.encodeOnce = encodeOnce;
    }

    /**
     * The source is read when something of it is needed. If it has another content then than was known, the renditions that are
     * left are planned again; what was read can't change any more.
     */
    void encode(RenditionRequest request, List<MissingRendition> missing, BatchLookup memory, Ending.Sink ends)
            throws InterruptedException {
        List<MissingRendition> outdated = new ArrayList<>();
        encodeOnce.encode(request, upToDate(request, missing, memory, ends), (rendition, ending) -> {
            if (request.isOf(rendition.key().content())) {
                ends.ended(rendition, ending);
            } else {
                outdated.add(rendition);
            }
        });
        encodeOnce.encode(request, upToDate(request, outdated, memory, ends), ends);
    }

    private List<MissingRendition> upToDate(
            RenditionRequest request, List<MissingRendition> planned, BatchLookup memory, Ending.Sink ends) {
        List<MissingRendition> left = new ArrayList<>();
        for (MissingRendition rendition : planned) {
            RenditionFinder.Finding finding = finder.upToDate(request, rendition, memory);
            if (finding instanceof RenditionFinder.Missing found) {
                left.add(found.rendition());
            } else if (finding instanceof RenditionFinder.Ended ended) {
                ends.ended(rendition, ended.ending());
            }
        }
        return left;
    }
}

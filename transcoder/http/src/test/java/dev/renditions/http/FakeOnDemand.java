package dev.renditions.http;

import dev.renditions.api.SourceName;
import dev.renditions.http.message.RenditionStatus;
import dev.renditions.kind.Profile;
import dev.renditions.service.lookup.FailurePolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Renditions with the status that a test sets; records the requests to make one. */
public final class FakeOnDemand implements OnDemand {
    public final Map<String, RenditionStatus> statuses = new ConcurrentHashMap<>();
    final List<Duration> waits = new ArrayList<>();
    public final List<FailurePolicy> asked = new ArrayList<>();
    public RuntimeException failure;
    RenditionStatus made = new RenditionStatus.Missing();

    @Override
    public RenditionStatus find(SourceName source, Profile profile) {
        if (failure != null) {
            throw failure;
        }
        return statuses.getOrDefault(profile.name() + " " + source, new RenditionStatus.Missing());
    }

    @Override
    public RenditionStatus make(SourceName source, Profile profile, Duration wait, FailurePolicy known)
            throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        waits.add(wait);
        asked.add(known);
        return made;
    }
}

package dev.renditions.cli;

import dev.renditions.cli.display.Cli;
import dev.renditions.config.Setting;
import dev.renditions.index.memcached.MemcachedServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Base of tests with a command line, a real memcached, and a store in a folder. */
abstract class MemcachedScene {
    @TempDir
    Path folder;

    MemcachedServer memcached;
    Cli cli;

    @BeforeEach
    void start() {
        memcached = MemcachedServer.startOrSkip();
        cli = new Cli(folder).with(Setting.INDEX, memcached.uri()).with(Setting.INDEX_BUDGET, "2s");
    }

    @AfterEach
    void stop() {
        if (memcached != null) {
            memcached.close();
        }
    }
}

package dev.renditions.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs the command line in this process, as a user with an otherwise empty environment. */
final class Cli {
    /** ffmpeg is unpacked once for all tests. */
    static final Path CACHE = Path.of("target", "test-cache").toAbsolutePath();

    private final Map<String, String> environment = new HashMap<>();

    Cli(Path folder) {
        environment.put("RENDITIONS_CACHE_DIR", CACHE.toString());
        environment.put("RENDITIONS_WORK_DIR", folder.resolve("work").toString());
        environment.put("RENDITIONS_STORE", "file:" + folder.resolve("store"));
    }

    Cli with(Setting setting, String value) {
        environment.put(setting.variable(), value);
        return this;
    }

    Ran run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(err), false);
        int code = Renditions.commandLine(terminal, environment).execute(arguments);
        return new Ran(code, out.toString(), err.toString());
    }

    record Ran(int code, String out, String err) {
        /** The objects that {@code --json} wrote. */
        List<JsonNode> json() {
            ObjectMapper json = new ObjectMapper();
            return out.lines()
                    .map(line -> {
                        try {
                            return json.readTree(line);
                        } catch (JsonProcessingException e) {
                            throw new AssertionError("not JSON: " + line, e);
                        }
                    })
                    .toList();
        }

        /** The outcomes of all renditions, in the order they were written. */
        List<String> outcomes() {
            return json().stream().map(n -> n.path("outcome").asText()).toList();
        }
    }
}

package dev.udsecho.cli.option;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.udsecho.bench.load.Load;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

class LoadOptionsTest {
    private static Load load(String... words) {
        CommandSpec command = CommandSpec.create();
        LoadOptions options = new LoadOptions(command);
        new CommandLine(command).parseArgs(words);
        return options.load();
    }

    @Test
    void testDefaults() {
        assertEquals(
                new Load(
                        Load.Mode.PINGPONG,
                        1,
                        1,
                        64,
                        Optional.empty(),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(5),
                        false),
                load());
    }

    @Test
    void testEachOption() {
        assertEquals(
                new Load(
                        Load.Mode.CONNECT,
                        30,
                        3,
                        16384,
                        Optional.of(1000L),
                        Duration.ofSeconds(1),
                        Duration.ZERO,
                        Duration.ofMillis(1),
                        true),
                load(
                        "--mode=connect",
                        "--connections=30",
                        "--threads=3",
                        "--size=16k",
                        "--rate=1000",
                        "--duration=1s",
                        "--warmup=0s",
                        "--timeout=1ms",
                        "--verify"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--connections=0 | --connections must be from 1 to 65536",
                "--connections=65537 | --connections must be from 1 to 65536",
                "--threads=0 | --threads must be from 1 to 64",
                "--threads=65 --connections=65 | --threads must be from 1 to 64",
                "--threads=2 | --threads must be no more than --connections",
                "--rate=0 | --rate must be from 1 to 10000000",
                "--rate=10000001 | --rate must be from 1 to 10000000",
                "--rate=1 --mode=stream | --rate is not for --mode stream, which is as fast as the server is",
                "--duration=0s | --duration must be from 1ms to 24h",
                "--duration=24.1h | --duration must be from 1ms to 24h",
                "--warmup=24.1h | --warmup must be from 0s to 24h",
                "--mode=fast | Invalid value for option '--mode': \"fast\" must be pingpong, stream or connect",
                "--rate=x | Invalid value for option '--rate': 'x' is not a long"
            })
    void testOutOfRange_refusedInOneSentence(String words, String sentence) {
        assertEquals(
                sentence,
                assertThrows(ParameterException.class, () -> load(words.split(" ")))
                        .getMessage());
    }
}

package dev.udsecho.testing;

import dev.udsecho.cli.UdsechoCommand;
import java.io.DataInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The main class of a {@link WarmClient}'s JVM. Runs the commands that standard input names, one after the other. A
 * mark that the input gives ends the output of each on both streams; the exit status is the byte after the mark of
 * standard error.
 */
final class CommandLoop {
    private CommandLoop() {}

    /** Runs commands until the end of the input. */
    public static void main(String... none) throws IOException {
        DataInputStream commands = new DataInputStream(new FileInputStream(FileDescriptor.in));
        OutputStream output = new FileOutputStream(FileDescriptor.out);
        for (int length = commands.read(); length >= 0; length = commands.read()) {
            String[] words = new String[length];
            for (int i = 0; i < length; i++) {
                words[i] = commands.readUTF();
            }
            byte[] mark = commands.readUTF().getBytes(StandardCharsets.UTF_8);
            int status = UdsechoCommand.run(words);
            output.write(mark);
            System.err.write(mark);
            System.err.write(status);
            System.err.flush();
        }
    }
}

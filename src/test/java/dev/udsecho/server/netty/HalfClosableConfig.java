package dev.udsecho.server.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.DefaultChannelConfig;

/** The configuration of an embedded channel, with the half-closure option that such a channel does not have. */
final class HalfClosableConfig extends DefaultChannelConfig {
    private boolean allowed;

    HalfClosableConfig(Channel channel) {
        super(channel);
    }

    @Override
    public <T> boolean setOption(ChannelOption<T> option, T value) {
        if (option != ChannelOption.ALLOW_HALF_CLOSURE) {
            return super.setOption(option, value);
        }
        allowed = (Boolean) value;
        return true;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T getOption(ChannelOption<T> option) {
        return option == ChannelOption.ALLOW_HALF_CLOSURE ? (T) (Object) allowed : super.getOption(option);
    }
}

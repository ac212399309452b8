using System.Threading.Channels;

namespace Foyer.Terminal;

/// <summary>The keys of this process, read by one thread, so that questions and the screen never take each other's.</summary>
internal sealed class Keyboard
{
    private readonly Channel<ConsoleKeyInfo> keys = Channel.CreateUnbounded<ConsoleKeyInfo>();

    public Keyboard() => new Thread(Read) { IsBackground = true, Name = "keys" }.Start();

    public ChannelReader<ConsoleKeyInfo> Keys => keys.Reader;

    private void Read()
    {
        while (true)
            keys.Writer.TryWrite(Console.ReadKey(intercept: true));
    }
}

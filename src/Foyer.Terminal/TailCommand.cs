using System.Text.Json;
using Foyer.Protocol;

namespace Foyer.Terminal;

/// <summary><c>bin/chat tail</c>: prints new messages of a room, without a gap after a lost connection.</summary>
internal static class TailCommand
{
    public static async Task<int> RunAsync(
        ServerLink link,
        string name,
        bool asJson,
        TextWriter output,
        TextWriter errors,
        CancellationToken cancel
    )
    {
        ChatSession chat = null!;
        chat = new ChatSession(link, TimeProvider.System)
        {
            Arrived = (room, entry, message) =>
            {
                if (TextKey.AreSame(room.Name, name.TrimStart('#')))
                    output.WriteLine(
                        asJson ? JsonSerializer.Serialize(message) : LineMode.Format(room.Name, entry, chat.Server)
                    );
                output.Flush();
            },
        };
        await foreach (var arrival in link.Arrivals.ReadAllAsync(cancel))
        {
            await chat.TakeAsync(arrival);
            if (arrival is SignedIn && chat.Current is null)
            {
                if (chat.Rooms.Find(name) is not { } room)
                {
                    await errors.WriteLineAsync($"You are in no room named {SafeText.Line(name)}.");
                    return 1;
                }
                // Only new messages are printed, so no history is loaded; missed ones are fetched by version.
                room.IsLoaded = true;
                await chat.Navigation.OpenAsync(room);
            }
            if (arrival is Lost)
                await errors.WriteLineAsync(chat.Connection);
        }
        await errors.WriteLineAsync(chat.End ?? "");
        return 1;
    }
}

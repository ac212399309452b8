namespace Foyer.Server.Chat.Messages;

/// <summary>What of a room's history is asked for.</summary>
/// <param name="Before">Exclusive message id.</param>
/// <param name="After">Exclusive message id.</param>
/// <param name="Around">A message id to stand in the middle.</param>
/// <param name="Oldest">True for ascending by time; else the newest first.</param>
/// <param name="Near">
/// Of all that matches, take what lies nearest to the cursor on its far side: this is how the link to the previous page
/// walks back without offsets.
/// </param>
/// <param name="Author">Only this person's.</param>
/// <param name="From">Not before this instant.</param>
/// <param name="To">Before this instant.</param>
/// <param name="Terms">Each must be contained.</param>
public sealed record HistoryFilter(
    long? Before = null,
    long? After = null,
    long? Around = null,
    bool Oldest = false,
    bool Near = false,
    long? Author = null,
    long? From = null,
    long? To = null,
    IReadOnlyList<string>? Terms = null,
    int Limit = 50
);

namespace Foyer.Server;

/// <summary>The server cannot start; the message is the sentence that the person at the console reads.</summary>
public sealed class StartRefused(string sentence) : Exception(sentence);

namespace Foyer.Server.Settings;

/// <summary>The server cannot start; the message is the sentence that the person at the console reads.</summary>
public sealed class StartupException(string sentence) : Exception(sentence);

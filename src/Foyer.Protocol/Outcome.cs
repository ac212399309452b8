using System.Diagnostics.CodeAnalysis;

namespace Foyer.Protocol;

/// <summary>The result of an operation: its value, or the refusal.</summary>
public readonly struct Outcome<T>
{
    private readonly T? value;

    private Outcome(T? value, Refusal? refusal)
    {
        this.value = value;
        Refusal = refusal;
    }

    /// <summary>Null when the verb was done.</summary>
    public Refusal? Refusal { get; }

    /// <summary>The value. Throws <see cref="InvalidOperationException"/> when the operation was refused.</summary>
    public T Value => Refusal is null ? value! : throw new InvalidOperationException($"Refused: {Refusal.Code}.");

    /// <summary>True with the refusal, or false with the value.</summary>
    public bool Refused([NotNullWhen(true)] out Refusal? refusal, [MaybeNullWhen(true)] out T done)
    {
        refusal = Refusal;
        done = value;
        return refusal is not null;
    }

    /// <summary>True with the refusal.</summary>
    public bool Refused([NotNullWhen(true)] out Refusal? refusal) => Refused(out refusal, out _);

    /// <summary>Lifts a value.</summary>
    public static implicit operator Outcome<T>(T value) => new(value, null);

    /// <summary>Lifts a refusal.</summary>
    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);
}

/// <summary>The value of an operation that returns nothing.</summary>
public readonly record struct Done;

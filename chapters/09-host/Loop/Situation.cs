namespace Workbook.Host;

/// <summary>How much what a socket is about looks like the reason of a standstill.</summary>
internal enum Concern
{
    /// <summary>Somebody waits for what is there.</summary>
    Suspicious,

    /// <summary>Somebody waits, with reason.</summary>
    Waiting,

    /// <summary>Nobody does anything here. Perhaps somebody should.</summary>
    Idle,
}

/// <summary>What a socket is about, in a sentence.</summary>
internal readonly record struct Situation(Concern Concern, string Text)
{
    private const int MostLines = 8;

    /// <summary>The situations of all sockets, those first that look most like the reason.</summary>
    public static string Describe(IReadOnlyCollection<Situation> all)
    {
        if (all.Count == 0)
            return "No socket is open: which task does nobody complete?";
        var lines = all.OrderBy(situation => situation.Concern).Take(MostLines).Select(situation => "- " + situation.Text);
        string more = all.Count > MostLines ? $"\n- and {all.Count - MostLines} more" : "";
        return string.Join('\n', lines) + more;
    }

    /// <summary>"1 byte", "2 bytes".</summary>
    public static string Bytes(int count) => count == 1 ? "1 byte" : $"{count:N0} bytes";
}

namespace Workbook.Loop;

public enum Change
{
    Same,
    OnlyLeft,
    OnlyRight,
}

/// <summary>Which lines two texts share, by their longest common subsequence; indentation does not count.</summary>
public static class LineDiff
{
    public static IReadOnlyList<(Change Change, string Line)> Compare(IReadOnlyList<string> left, IReadOnlyList<string> right)
    {
        // length[i, j]: of the longest common subsequence of what follows line i on the left and line j on the right.
        var length = new int[left.Count + 1, right.Count + 1];
        for (int i = left.Count - 1; i >= 0; i--)
        {
            for (int j = right.Count - 1; j >= 0; j--)
                length[i, j] = IsSame(left[i], right[j]) ? 1 + length[i + 1, j + 1] : Math.Max(length[i + 1, j], length[i, j + 1]);
        }
        var result = new List<(Change, string)>();
        int l = 0, r = 0;
        while (l < left.Count || r < right.Count)
        {
            if (l < left.Count && r < right.Count && IsSame(left[l], right[r]))
                (_, r) = (Add(Change.Same, left[l++]), r + 1);
            else if (r == right.Count || (l < left.Count && length[l + 1, r] >= length[l, r + 1]))
                Add(Change.OnlyLeft, left[l++]);
            else
                Add(Change.OnlyRight, right[r++]);
        }
        return result;

        bool Add(Change change, string line)
        {
            result.Add((change, line));
            return true;
        }
    }

    private static bool IsSame(string left, string right) => left.Trim() == right.Trim();
}

from hamn.expeditions.lines import entries_in


def test_forty_lines_become_forty_entries():
    assert len(entries_in("\n".join(f"line {number}" for number in range(40)))) == 40


def test_blank_lines_are_skipped_and_order_is_kept():
    assert entries_in("first\n\n   \r\nsecond\r\n\u2028third") == ["first", "second", "third"]


def test_the_bullets_of_a_pasted_list_are_left_out_but_not_the_words():
    assert entries_in("• quay\n- boat\n– mid-water") == ["quay", "boat", "mid-water"]


def test_hostile_lines_stay_the_text_they_are():
    assert entries_in("<script>alert(1)</script>") == ["<script>alert(1)</script>"]

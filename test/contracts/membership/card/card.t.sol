// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Base64} from "@openzeppelin/contracts/utils/Base64.sol";
import {CivilDate} from "../../../../contracts/membership/CivilDate.sol";
import {ISeats} from "../../../../contracts/membership/ISeats.sol";
import {PlainText} from "../../../../contracts/membership/PlainText.sol";
import {SeatsFixture} from "../../support/SeatsFixture.sol";

contract CardTest is SeatsFixture {
    function setUp() external {
        deployDao(4, 20);
    }

    function assertEq(string memory actual, string memory expected, string memory what) private pure {
        assertEq(keccak256(bytes(actual)), keccak256(bytes(expected)), what);
    }

    function contains(bytes memory text, bytes memory part) private pure returns (bool) {
        for (uint256 i; i + part.length <= text.length; ++i) {
            uint256 j;
            while (j < part.length && text[i + j] == part[j]) ++j;
            if (j == part.length) return true;
        }
        return false;
    }

    function slice(bytes memory text, uint256 from, uint256 to) private pure returns (bytes memory part) {
        part = new bytes(to - from);
        for (uint256 i; i < part.length; ++i) {
            part[i] = text[from + i];
        }
    }

    /// @dev What a `data:` URI of JSON holds.
    function json(string memory uri) private pure returns (bytes memory) {
        bytes memory head = "data:application/json;base64,";
        assertEq(string(slice(bytes(uri), 0, head.length)), string(head), "a data URI of JSON");
        return Base64.decode(string(slice(bytes(uri), head.length, bytes(uri).length)));
    }

    /// @dev The SVG that the JSON's image, its last member, holds.
    function svg(bytes memory text) private pure returns (bytes memory) {
        bytes memory head = "data:image/svg+xml;base64,";
        for (uint256 i; i + head.length < text.length; ++i) {
            uint256 j;
            while (j < head.length && text[i + j] == head[j]) ++j;
            if (j == head.length) return Base64.decode(string(slice(text, i + j, text.length - 2)));
        }
        revert AssertionFailed("no image", 0, 0);
    }

    function test_ACard_TellsWhatTheSeatIs() external {
        vm.prank(address(treasury));
        membership.renew(2, uint48(START + 200 days));
        bytes memory text = json(membership.tokenURI(2));
        assertTrue(contains(text, '"name":"Lakeside Commons #2"'), "name");
        assertTrue(contains(text, '"description":"A seat with one vote."'), "description");
        assertTrue(contains(text, '{"trait_type":"Kind","value":"Member"}'), "kind");
        assertTrue(contains(text, '{"trait_type":"State","value":"current"}'), "state");
        assertTrue(contains(text, '{"trait_type":"Transfer","value":"locked"}'), "transfer");
        assertTrue(contains(text, '{"trait_type":"Term","value":"2027-08-03"}'), "term");
        assertTrue(contains(text, '{"trait_type":"Since","display_type":"date","value":1800000000}'), "since");
        bytes memory image = svg(text);
        assertTrue(contains(image, ">Lakeside Commons</text>"), "the DAO");
        assertTrue(contains(image, ">Member</text>"), "the kind");
        assertTrue(contains(image, ">2</text>"), "the number");
        assertTrue(contains(image, ">2027-01-15</text>"), "since");
        assertTrue(contains(image, ">2027-08-03</text>"), "until");
        assertFalse(contains(image, "Overdue"), "not overdue");
        assertTrue(contains(json(membership.tokenURI(1)), '{"trait_type":"Term","value":"none"}'), "no term");
        assertTrue(contains(svg(json(membership.tokenURI(1))), ">no end</text>"), "no term on it");
    }

    /// @dev To the last byte: `overdue.txt` is what precedes the image, `overdue.svg` the image.
    function test_ACard_IsTheWholeOfItsFiles() external view {
        ISeats.Seat memory seat =
            ISeats.Seat(ISeats.Kind.Organisation, uint48(START), uint48(START), 0, uint48(START + 9 days));
        string memory folder = "test/contracts/membership/card/";
        string memory image = vm.trim(vm.readFile(string.concat(folder, "overdue.svg")));
        assertEq(string(svg(json(card.tokenURI("Lakeside & Commons", 30, seat, true, true)))), image, "image");
        assertEq(
            string(json(card.tokenURI("Lakeside & Commons", 30, seat, true, true))),
            string.concat(
                vm.trim(vm.readFile(string.concat(folder, "overdue.txt"))), Base64.encode(bytes(image)), '"}'
            ),
            "JSON"
        );
    }

    function test_GivenAnOverdueSeat_TheCardSaysSo() external {
        vm.prank(address(treasury));
        membership.renew(2, uint48(time() + 1));
        vm.warp(time() + 2);
        bytes memory text = json(membership.tokenURI(2));
        assertTrue(contains(text, '{"trait_type":"State","value":"overdue"}'), "state");
        assertTrue(contains(svg(text), ">Overdue</text>"), "on the card");
    }

    function test_EveryKind_HasItsWordAndColour() external view {
        string[4] memory words = ["Member", "Steward", "Organisation", "Observer"];
        bytes32[4] memory seen;
        for (uint256 i; i < 4; ++i) {
            ISeats.Seat memory seat = ISeats.Seat(ISeats.Kind(i), uint48(START), uint48(START), uint48(START), 0);
            bytes memory text = json(card.tokenURI("x", 39, seat, false, false));
            assertTrue(contains(text, bytes(string.concat('{"trait_type":"Kind","value":"', words[i], '"}'))), "word");
            assertTrue(contains(text, '{"trait_type":"Transfer","value":"open"}'), "open");
            assertTrue(contains(text, "A seat without a vote.") == (i == 3), "vote");
            bytes memory image = svg(text);
            assertTrue(contains(image, bytes(string.concat(">", words[i], "</text>"))), "on the card");
            seen[i] = keccak256(slice(image, 0, 260));
            for (uint256 j; j < i; ++j) {
                assertTrue(seen[i] != seen[j], "a colour of its own");
            }
        }
    }

    /// @dev 9, 13 and 17 places, from right to left: the last one of a row stands at 180 degrees.
    function test_TheSeatsDot_StandsAtItsPlace() external view {
        uint256[6] memory numbers = [uint256(39), 8, 9, 21, 22, 38];
        string[6] memory places = [
            'rotate(-0)" cx="54"',
            'rotate(-180)" cx="54"',
            'rotate(-0)" cx="92"',
            'rotate(-180)" cx="92"',
            'rotate(-0)" cx="130"',
            'rotate(-180)" cx="130"'
        ];
        ISeats.Seat memory seat = ISeats.Seat(ISeats.Kind.Member, uint48(START), uint48(START), uint48(START), 0);
        for (uint256 i; i < 6; ++i) {
            assertTrue(
                contains(svg(json(card.tokenURI("x", numbers[i], seat, false, true))), bytes(places[i])), "place"
            );
        }
    }

    function test_GivenANameThatIsMarkup_ItIsEscaped_T38() external view {
        string memory name = "A&B <script>alert('\"')</script>\n";
        ISeats.Seat memory seat = ISeats.Seat(ISeats.Kind.Member, uint48(START), uint48(START), uint48(START), 0);
        bytes memory text = json(card.tokenURI(name, 7, seat, false, true));
        assertTrue(contains(text, '"name":"A&B <script>alert(\'\\"\')</script>  #7"'), "in JSON");
        bytes memory image = svg(text);
        assertFalse(contains(image, "<script"), "no markup");
        assertTrue(contains(image, ">A&amp;B &lt;script&gt;alert(&#39;&quot;&#39;)&lt;/script&gt; </text>"), "as text");
        text = json(card.contractURI('The "Commons"', "LAKE"));
        assertEq(string(text), '{"name":"The \\"Commons\\"","symbol":"LAKE"}', "of the collection");
        assertEq(
            string(json(membership.contractURI())), '{"name":"Lakeside Commons","symbol":"LAKE"}', "of the membership"
        );
    }

    function test_GivenALongName_ItIsCutAndSmaller() external view {
        ISeats.Seat memory seat = ISeats.Seat(ISeats.Kind.Member, uint48(START), uint48(START), uint48(START), 0);
        bytes memory name = new bytes(49);
        for (uint256 i; i < 49; ++i) {
            name[i] = "n";
        }
        bytes memory text = json(card.tokenURI(string(name), 7, seat, false, true));
        assertTrue(contains(text, bytes(string.concat('"name":"', string(name), " #7"))), "whole in the JSON");
        bytes memory image = svg(text);
        assertTrue(
            contains(
                image, bytes(string.concat('font-size="15" fill="#1c1e21">', string(slice(name, 0, 48)), unicode"…<"))
            ),
            "cut on the card"
        );
        assertTrue(contains(svg(json(card.tokenURI("n", 7, seat, false, true))), 'font-size="34"'), "large");
        assertTrue(contains(svg(json(card.tokenURI("n", 9999, seat, false, true))), 'font-size="96"'), "four digits");
        assertTrue(contains(svg(json(card.tokenURI("n", 10_000, seat, false, true))), 'font-size="80"'), "five digits");
    }

    // Text of any origin.

    function test_WellFormed_KeepsEveryScriptAndReplacesTheRest() external pure {
        string memory scripts = unicode"Þingvellir 湖畔公社 अ עברית 𐐷 🏔";
        assertEq(PlainText.wellFormed(scripts, 100), scripts, "scripts");
        assertEq(PlainText.wellFormed(unicode"湖畔公社", 2), unicode"湖畔…", "cut at a point");
        assertEq(PlainText.wellFormed(unicode"湖畔", 2), unicode"湖畔", "not cut");
        assertEq(PlainText.wellFormed("", 0), "", "empty");
        assertEq(PlainText.wellFormed("x", 0), unicode"…", "nothing");
        assertEq(PlainText.wellFormed(string(hex"611f20097f62"), 9), "a    b", "controls");
        bytes[16] memory bad = [
            bytes(hex"80"), // continues nothing
            hex"bf",
            hex"c0af", // overlong
            hex"c1bf",
            hex"e09fbf",
            hex"f08fbfbf",
            hex"eda080", // a surrogate
            hex"edbfbf",
            hex"f4908080", // beyond U+10FFFF
            hex"f5808080",
            hex"ff",
            hex"efbfbe", // U+FFFE
            hex"efbfbf",
            hex"c3", // ends too soon
            hex"e282",
            hex"f09f8f"
        ];
        for (uint256 i; i < bad.length; ++i) {
            bytes memory text = bytes(PlainText.wellFormed(string(abi.encodePacked("a", bad[i], "b")), 99));
            assertEq(text.length, 2 + 3 * bad[i].length, "each byte is replaced");
            assertTrue(text[0] == "a" && text[text.length - 1] == "b", "and nothing else");
        }
        bytes[10] memory good = [
            bytes(hex"c280"),
            hex"dfbf",
            hex"e0a080",
            hex"ed9fbf",
            hex"ee8080",
            hex"efbfbd",
            hex"f0908080",
            hex"f48fbfbf",
            hex"7e",
            hex"20"
        ];
        for (uint256 i; i < good.length; ++i) {
            assertEq(PlainText.wellFormed(string(good[i]), 9), string(good[i]), "kept");
        }
        assertEq(PlainText.wellFormed(string(bytes(hex"c3c3a9")), 9), unicode"\ufffdé", "begins again");
        assertEq(
            PlainText.wellFormed(string(bytes(hex"e28261")), 9), unicode"\ufffd\ufffda", "a letter is not swallowed"
        );
    }

    function test_Width_CountsWideLetters() external pure {
        assertEq(PlainText.width("ab"), 12, "letters");
        assertEq(PlainText.width(unicode"éЖ"), 12, "two bytes");
        assertEq(PlainText.width(unicode"湖🏔"), 20, "wide");
    }

    /// @dev Twice is once, and no byte of an ill-formed text remains that XML or JSON could not take.
    function testFuzz_WellFormed_IsStable(bytes calldata noise, uint256 limit) external pure {
        string memory once = PlainText.wellFormed(string(noise), type(uint256).max);
        assertEq(PlainText.wellFormed(once, type(uint256).max), once, "stable");
        bytes memory text = bytes(PlainText.escapeXml(once));
        for (uint256 i; i < text.length; ++i) {
            assertTrue(text[i] >= 0x20 && text[i] != "<" && text[i] != ">" && text[i] != '"' && text[i] != "'", "safe");
        }
        limit = bound(limit, 0, 40);
        uint256 points;
        bytes memory cut = bytes(PlainText.wellFormed(string(noise), limit));
        for (uint256 i; i < cut.length; ++i) {
            if (uint8(cut[i]) & 0xc0 != 0x80) ++points;
        }
        assertTrue(points <= limit + 1, "points and an ellipsis");
    }

    // Dates.

    function test_Dates_AtTheEdges() external pure {
        assertEq(CivilDate.format(0), "1970-01-01", "the first");
        assertEq(CivilDate.format(86_399), "1970-01-01", "its last second");
        assertEq(CivilDate.format(86_400), "1970-01-02", "the next");
        assertEq(CivilDate.format(951_782_400), "2000-02-29", "a leap day of a century");
        assertEq(CivilDate.format(951_868_800), "2000-03-01", "after it");
        assertEq(CivilDate.format(4_107_542_400), "2100-03-01", "a century without");
        assertEq(CivilDate.format(4_107_456_000), "2100-02-28", "before it");
        assertEq(CivilDate.format(253_402_300_799), "9999-12-31", "the last");
        assertEq(CivilDate.format(253_402_300_800), "9999-12-31", "after the last");
        assertEq(CivilDate.format(type(uint48).max), "9999-12-31", "the very last");
        assertEq(CivilDate.format(1_798_675_200), "2026-12-31", "new year's eve");
        assertEq(CivilDate.format(1_798_761_600), "2027-01-01", "new year");
    }

    /// @dev Beside a count of days, month by month.
    function testFuzz_Dates_CountDays(uint256 day) external pure {
        day = bound(day, 0, 200_000);
        uint8[12] memory months = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        uint256 year = 1970;
        uint256 left = day;
        while (left >= (leap(year) ? 366 : 365)) {
            left -= leap(year) ? 366 : 365;
            ++year;
        }
        uint256 month;
        while (left >= months[month] + (month == 1 && leap(year) ? 1 : 0)) {
            left -= months[month] + (month == 1 && leap(year) ? 1 : 0);
            ++month;
        }
        bytes memory text = bytes(CivilDate.format(uint48(day * 1 days + day % 86_400)));
        assertEq(number(text, 0, 4), year, "year");
        assertEq(number(text, 5, 7), month + 1, "month");
        assertEq(number(text, 8, 10), left + 1, "day");
    }

    function leap(uint256 year) private pure returns (bool) {
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    function number(bytes memory text, uint256 from, uint256 to) private pure returns (uint256 value) {
        for (uint256 i = from; i < to; ++i) {
            value = value * 10 + uint8(text[i]) - 48;
        }
    }
}

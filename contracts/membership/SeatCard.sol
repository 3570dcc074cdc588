// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Base64} from "@openzeppelin/contracts/utils/Base64.sol";
import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";
import {CivilDate} from "./CivilDate.sol";
import {ISeats} from "./ISeats.sol";
import {kindName} from "./KindName.sol";
import {PlainText} from "./PlainText.sol";

/// @title The card of a seat: ERC-721 metadata with an SVG, in the URI itself.
/// @notice No state and nothing outside: a card is the same wherever it is read. Names may be in any script; what is
/// not well-formed UTF-8 is replaced, what would be markup is escaped.
contract SeatCard {
    using Strings for uint256;
    using PlainText for string;

    /// @dev Points of a name that are shown on the card.
    uint256 private constant NAME_POINTS = 48;
    string private constant PAPER =
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 400" font-family="ui-sans-serif,system-ui,sans-serif"><rect width="640" height="400" rx="28" fill="#fbfaf7"/><path d="M0 28A28 28 0 0 1 28 0H40V400H28A28 28 0 0 1 0 372Z" fill="';
    string private constant OVERDUE =
        '<rect x="76" y="352" width="96" height="28" rx="14" fill="#8a3b12"/><text x="124" y="371" font-size="15" text-anchor="middle" fill="#fff">Overdue</text>';

    /// @notice What `tokenURI` of a seat answers.
    /// @param overdue Whether the term has passed.
    /// @param locked Whether the seat cannot be transferred.
    /// @return A `data:` URI of JSON with name, description, image and attributes.
    function tokenURI(string calldata dao, uint256 tokenId, ISeats.Seat calldata seat, bool overdue, bool locked)
        external
        pure
        returns (string memory)
    {
        string memory json = string.concat(
            '{"name":"',
            Strings.escapeJSON(dao.wellFormed(type(uint256).max)),
            " #",
            tokenId.toString(),
            '","description":"',
            seat.kind == ISeats.Kind.Observer ? "A seat without a vote." : "A seat with one vote."
        );
        string memory image = _data("image/svg+xml", _svg(dao.wellFormed(NAME_POINTS), tokenId, seat, overdue));
        json = string.concat(json, '","attributes":[', _attributes(seat, overdue, locked), '],"image":"', image, '"}');
        return _data("application/json", json);
    }

    /// @notice What `contractURI` (ERC-7572) of a collection answers.
    function contractURI(string calldata name, string calldata symbol) external pure returns (string memory) {
        return _data(
            "application/json",
            string.concat(
                '{"name":"',
                Strings.escapeJSON(name.wellFormed(type(uint256).max)),
                '","symbol":"',
                Strings.escapeJSON(symbol.wellFormed(type(uint256).max)),
                '"}'
            )
        );
    }

    function _attributes(ISeats.Seat calldata seat, bool overdue, bool locked) private pure returns (string memory) {
        return string.concat(
            _attribute("Kind", kindName(seat.kind)),
            _attribute("State", overdue ? "overdue" : "current"),
            _attribute("Transfer", locked ? "locked" : "open"),
            _attribute("Term", seat.expiry == 0 ? "none" : CivilDate.format(seat.expiry)),
            '{"trait_type":"Since","display_type":"date","value":',
            uint256(seat.since).toString(),
            "}"
        );
    }

    function _attribute(string memory name, string memory value) private pure returns (string memory) {
        return string.concat('{"trait_type":"', name, '","value":"', value, '"},');
    }

    function _svg(string memory dao, uint256 tokenId, ISeats.Seat calldata seat, bool overdue)
        private
        pure
        returns (string memory)
    {
        string memory colour = _colour(seat.kind);
        string memory paper = string.concat(PAPER, colour, '"/>', _rows(colour, tokenId % 39));
        string memory words = string.concat(
            _name(dao),
            _text(76, 118, 'font-size="20" fill="', colour, kindName(seat.kind)),
            _number(tokenId.toString()),
            _term(seat)
        );
        return string.concat(paper, words, overdue ? OVERDUE : "", "</svg>");
    }

    function _name(string memory dao) private pure returns (string memory) {
        string memory style =
            string.concat('font-weight="600" unicode-bidi="plaintext" font-size="', _size(dao).toString(), '" fill="');
        return _text(76, 82, style, "#1c1e21", dao.escapeXml());
    }

    function _number(string memory number) private pure returns (string memory) {
        uint256 digits = bytes(number).length;
        string memory size = (digits > 4 ? 400 / digits : 96).toString();
        return _text(72, 248, string.concat('font-weight="300" font-size="', size, '" fill="'), "#1c1e21", number);
    }

    function _term(ISeats.Seat calldata seat) private pure returns (string memory) {
        return string.concat(
            _text(76, 306, 'font-size="15" fill="', "#6a6f76", "Since"),
            _text(76, 334, 'font-size="19" fill="', "#1c1e21", CivilDate.format(seat.since)),
            _text(212, 306, 'font-size="15" fill="', "#6a6f76", "Until"),
            _text(
                212,
                334,
                'font-size="19" fill="',
                "#1c1e21",
                seat.expiry == 0 ? "no end" : CivilDate.format(seat.expiry)
            )
        );
    }

    function _text(uint256 x, uint256 y, string memory style, string memory colour, string memory text)
        private
        pure
        returns (string memory)
    {
        return
            string.concat('<text x="', x.toString(), '" y="', y.toString(), '" ', style, colour, '">', text, "</text>");
    }

    /// @dev Three rows of seats, 9, 13 and 17, around the speaker's place: dots by dashes of no length with round ends.
    /// This one's is filled.
    function _rows(string memory colour, uint256 place) private pure returns (string memory) {
        (uint256 radius, uint256 places, uint256 index) =
            place < 9 ? (54, 9, place) : place < 22 ? (92, 13, place - 9) : (130, 17, place - 22);
        return string.concat(
            '<g transform="translate(482 326)" fill="none" stroke-width="13" stroke-linecap="round" stroke="#e3dfd5">',
            _row("54", "8"),
            _row("92", "12"),
            _row("130", "16"),
            '<circle transform="rotate(-',
            (180 * index / (places - 1)).toString(),
            ')" cx="',
            radius.toString(),
            '" r="9" stroke="none" fill="',
            colour,
            '"/></g>'
        );
    }

    function _row(string memory radius, string memory gaps) private pure returns (string memory) {
        return string.concat(
            '<path pathLength="',
            gaps,
            // A little more than its gaps, so that the last dot is drawn.
            '.001" stroke-dasharray="0 1" d="M',
            radius,
            " 0A",
            radius,
            " ",
            radius,
            " 0 0 0 -",
            radius,
            ' 0"/>'
        );
    }

    function _colour(ISeats.Kind kind) private pure returns (string memory) {
        if (kind == ISeats.Kind.Member) return "#1f5c7a";
        if (kind == ISeats.Kind.Steward) return "#2f6b3f";
        if (kind == ISeats.Kind.Organisation) return "#6a3d78";
        return "#5c6470";
    }

    /// @dev Fits the name into the card's width.
    function _size(string memory name) private pure returns (uint256) {
        uint256 fitting = 4700 / (name.width() + 1);
        return fitting > 34 ? 34 : fitting;
    }

    function _data(string memory mediaType, string memory text) private pure returns (string memory) {
        return string.concat("data:", mediaType, ";base64,", Base64.encode(bytes(text)));
    }
}

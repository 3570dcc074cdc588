// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Dates of the Gregorian calendar in UTC.
library CivilDate {
    /// @notice `YYYY-MM-DD` of a second since 1970, up to the year 9999.
    /// @dev Days are counted in years that begin in March, so that a leap day is a year's last (H. Hinnant,
    /// "chrono-Compatible Low-Level Date Algorithms").
    function format(uint48 timestamp) internal pure returns (string memory) {
        uint256 day = uint256(timestamp) / 1 days + 719_468;
        uint256 era = day / 146_097;
        uint256 dayOfEra = day % 146_097;
        uint256 yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        uint256 dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        uint256 shifted = (5 * dayOfYear + 2) / 153;
        uint256 month = shifted < 10 ? shifted + 3 : shifted - 9;
        uint256 year = yearOfEra + era * 400 + (month < 3 ? 1 : 0);
        if (year > 9999) return "9999-12-31";
        bytes memory text = "0000-00-00";
        _write(text, 4, year);
        _write(text, 7, month);
        _write(text, 10, dayOfYear - (153 * shifted + 2) / 5 + 1);
        return string(text);
    }

    /// @dev Writes a number's digits so that they end before `end`.
    function _write(bytes memory text, uint256 end, uint256 value) private pure {
        for (; value != 0; value /= 10) {
            // forge-lint: disable-next-line(unsafe-typecast) -- a digit
            text[--end] = bytes1(uint8(48 + value % 10));
        }
    }
}

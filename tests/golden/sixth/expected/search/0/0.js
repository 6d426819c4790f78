gradeline_search("0/0","eaa51e28","=highmoor:B|=lowmarsh:C|check:H|fens:D|highmoor:B|kitchens:G|lowmarsh:C|moors:E|of:FB|state:FB|the:DBBB|ward wards:FC");

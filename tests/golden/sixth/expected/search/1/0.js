gradeline_search("1/0","aaa65506","2:C|2021:B|2022:C|4:B|=highmoor:C|=lowmarsh:B|check:BB|december:C|highmoor:C|hospital:B|lowmarsh:B|march:B|trust:B|ward wards:BB");
